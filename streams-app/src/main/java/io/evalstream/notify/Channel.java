package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.util.List;

/// Where the configuration lets alerts be sent to.
public sealed interface Channel
    permits SlackWebhook, SlackBot, AlertmanagerChannel, WebhookChannel {

  /// What must be seen by nobody, be it in what the other side answers.
  List<Secret> secrets();
}
