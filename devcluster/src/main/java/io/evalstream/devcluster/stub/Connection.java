package io.evalstream.devcluster.stub;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// The TCP connection below a request.
record Connection(EndPoint endPoint) {

  static Connection of(Context http) {
    return new Connection(
        ServletContextRequest.getServletContextRequest(http.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint());
  }

  /// Breaks it: the client sees a reset, not an end.
  void reset() throws IOException {
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    }
    endPoint.close();
  }
}
