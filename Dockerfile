# syntax=docker/dockerfile:1
# The monitor as an image. docs/containers.md says how to build and run it.

# Both with glibc, which RocksDB needs. Take a digest beside the tag where your registry keeps them.
FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -pl deploy -am -Dmaven.test.skip=true package && \
    deploy/image "$JAVA_HOME" deploy/target/lib /opt/evalstream && \
    cp deploy/target/sbom.json /opt/evalstream/ && \
    install -d -m 0750 -o 10001 -g 10001 /state

FROM debian:12.12-slim
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="evalstream" \
      org.opencontainers.image.description="A Kafka-native monitor of LLM answers in production" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

COPY --from=build /opt/evalstream /opt/evalstream
COPY --from=build --chown=10001:10001 /state /var/lib/evalstream

# The collector is named: in a small container Java would take the serial one. RocksDB and threads live
# beside the heap. Two arenas keep glibc from holding on to what RocksDB gave back.
ENV JDK_JAVA_OPTIONS="-XX:+UseG1GC -XX:MaxRAMPercentage=40" \
    MALLOC_ARENA_MAX=2 \
    LANG=C.UTF-8
USER 10001:10001
WORKDIR /var/lib/evalstream
# All that is written; RocksDB loads its library from /tmp, so it must not be mounted noexec.
VOLUME ["/var/lib/evalstream", "/tmp"]
EXPOSE 8080 9090

HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=3 \
  CMD ["/opt/evalstream/jre/bin/java", "-Xmx32m", "@/opt/evalstream/program.options", "health", "--config", "/etc/evalstream/monitor.yaml"]
ENTRYPOINT ["/opt/evalstream/jre/bin/java", "@/opt/evalstream/program.options"]
CMD ["run", "--config", "/etc/evalstream/monitor.yaml"]
