package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.Monitor;
import io.evalstream.app.StartUp;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.AlertmanagerStub;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.devcluster.stub.WebhookStub;
import io.evalstream.event.Alert;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An alert from its first failing label to the last message about it.
class AlertIT {

  private static final String RETIRED =
      "  - { rule: retired, evaluator: faithfulness, app: docs-bot, above: 0.05, method: interval,"
          + " notify: [ old ] }\n";

  @TempDir Path folder;
  private DevCluster cluster;
  private JudgeStub judge;
  private SlackStub slack;
  private SlackStub slackOfTheApp;
  private AlertmanagerStub alertmanager;
  private WebhookStub hook;
  private WebhookStub old;
  private Deployment deployment;

  @BeforeEach
  void start() {
    cluster = DevCluster.start(DevClusterOptions.ephemeral());
    judge = JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.NONE);
    slack = SlackStub.start(0);
    slackOfTheApp = SlackStub.start(0);
    alertmanager = AlertmanagerStub.start(0);
    hook = WebhookStub.start(0);
    old = WebhookStub.start(0);
    deployment =
        new Deployment(
            cluster,
            "alert",
            folder,
            """
            apps:
              - { id: docs-bot, evaluators: [ faithfulness ] }
              - { id: support-bot, evaluators: [ faithfulness ] }
            judges: { default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 } }
            alerting: { every: 1s, step: 1s }
            alerts:
            %s  - rule: grounding
                evaluator: faithfulness
                app: docs-bot
                above: 0.05
                method: interval
                over: 10s
                for: 1s
                resolve_after: 1s
                notify: [ slack, app, alertmanager, hook ]
              - rule: evidence
                evaluator: faithfulness
                app: docs-bot
                above: 0.05
                false_alarms_per_30_days: 30
            notify:
              slack: { webhook_url: "%s" }
              app: { kind: slack, bot_token: "%s", channel: "%s", base_url: "%s" }
              alertmanager: { urls: "%s", resend: 1s }
              hook: { kind: webhook, url: "%s" }
              old: { kind: webhook, url: "%s" }
            """
                .formatted(
                    judge.baseUrl(),
                    RETIRED,
                    slack.webhookUrl(),
                    slackOfTheApp.botToken(),
                    slackOfTheApp.channel(),
                    slackOfTheApp.apiUrl(),
                    alertmanager.url(),
                    hook.url(),
                    old.url()));
  }

  @AfterEach
  void stop() {
    old.close();
    hook.close();
    alertmanager.close();
    slackOfTheApp.close();
    slack.close();
    judge.close();
    cluster.close();
  }

  @Test
  void alertOutlivesAKill_andEachChangeIsToldOnce() throws Exception {
    Sample sample = Sample.shipped();
    Sample faithful = sample.where(id -> sample.diagnoses().get(id).equals("ok"));
    slack.breakNext(2);
    slack.rateLimitNext(1);
    // Until after the kill, so that it comes between the transition and the delivery.
    slackOfTheApp.breakNext(1_000);
    hook.failNext(1_000, 503);

    new StartUp(deployment.config().kafka()).await();
    try (MonitorProcess killed = MonitorProcess.run(deployment)) {
      publish(sample.copies(2));
      Eventually.holds(() -> assertThat(texts()).hasSize(1));
      publishUntil(sample, 2, "firing");
      killed.kill();
    }
    assertThat(states()).containsExactly("pending", "firing");
    assertThat(slackOfTheApp.posts()).isEmpty();
    slackOfTheApp.recover();
    slackOfTheApp.rateLimitNext(1);
    hook.recover();

    Deployment after = deployment.with(deployment.settings().replace(RETIRED, ""));
    try (Monitor monitor = Monitor.start(after.config(), InstantSource.system())) {
      Eventually.holds(() -> assertThat(monitor.health().ready()).isTrue());
      Eventually.holds(() -> assertThat(slackOfTheApp.posts()).isNotEmpty());
      publish(faithful.copies(3));
      Eventually.holds(() -> assertThat(texts()).hasSize(2));
      Eventually.holds(() -> assertThat(slackOfTheApp.posts()).hasSize(2));
      Eventually.holds(() -> assertThat(hook.received()).hasSize(2));
      Eventually.holds(
          () -> assertThat(alertmanager.firingAt(InstantSource.system().instant())).isEmpty());
      int told = alertmanager.received().size();
      Eventually.holds(
          () -> assertThat(alertmanager.received()).as("again").hasSizeGreaterThan(told));
      publishUntil(faithful, 3, "resolved");
    }
    assertThat(states("evidence")).containsExactly("firing", "resolved");
    eachChannel_wasToldOnce();
    endOfTheRuleThatIsGone_wasTold();
    assertThat(texts().get(0)).contains("docs-bot").containsIgnoringCase("firing");
    assertThat(texts().get(1)).contains("docs-bot").containsIgnoringCase("resolved");
    assertThat(states()).containsExactly("pending", "firing", "resolved");

    assertThat(deployment.alerts()).extracting(Alert::getTransitionId).doesNotHaveDuplicates();
    List<Alert> alerts =
        deployment.alerts().stream().filter(alert -> alert.getRule().equals("grounding")).toList();
    assertThat(alerts.get(1).getRate()).isGreaterThan(0.05);
    assertThat(alerts.get(1).getExampleTraces()).isNotEmpty();
    assertThat(slack.rejections()).isEmpty();
    assertThat(deployment.deadLetters()).isEmpty();
  }

  private void eachChannel_wasToldOnce() {
    assertThat(slackOfTheApp.posts())
        .satisfiesExactly(
            first -> {
              assertThat(first.message().path("text").asText()).startsWith("[RESOLVED]");
              assertThat(first.changes()).isEqualTo(1);
            },
            reply -> assertThat(reply.threadTs()).isEqualTo(slackOfTheApp.posts().getFirst().ts()));
    assertThat(hook.received())
        .extracting(received -> received.body().path("alert").path("state").asText())
        .containsExactly("firing", "resolved");
    assertThat(alertmanager.alerts()).as("one set of labels").hasSize(1);
    assertThat(slackOfTheApp.rejections()).isEmpty();
    assertThat(alertmanager.rejections()).isEmpty();
  }

  private void endOfTheRuleThatIsGone_wasTold() {
    assertThat(old.received())
        .extracting(received -> received.body().path("alert").path("state").asText())
        .containsExactly("firing", "resolved");
    assertThat(states("retired")).containsExactly("firing", "resolved");
    assertThat(deployment.alerts().stream().map(Alert::getReason).filter(Objects::nonNull))
        .containsExactly("rule_removed");
  }

  private void publish(Sample sample) throws Exception {
    deployment.replay(sample.write(folder.resolve(sample.rows().size() + ".jsonl")));
  }

  /// Evidence comes step by step, so it may take some more of the same.
  private void publishUntil(Sample sample, int copies, String state) throws Exception {
    for (int i = 1; i <= 8 && !states("evidence").contains(state); i++) {
      publish(sample.copies(copies + 2 * i));
      Thread.sleep(2_000);
    }
    assertThat(states("evidence")).contains(state);
  }

  private List<String> states() {
    return states("grounding");
  }

  private List<String> states(String rule) {
    return deployment.alerts().stream()
        .filter(alert -> alert.getRule().equals(rule))
        .map(Alert::getState)
        .toList();
  }

  private List<String> texts() {
    return slack.messages().stream()
        .map((JsonNode message) -> message.path("text").asText())
        .toList();
  }
}
