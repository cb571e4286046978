package io.evalstream.metric;

import java.util.List;

/// Every metric, as Prometheus sees it. Names are a promise to dashboards and rules.
public enum Metric {
  EVENTS(
      "evalstream_events_total",
      Type.COUNTER,
      "Records by stage and result. stage is chat_event, retrieval_span, feedback, otlp_record,"
          + " otlp_span or otlp_trace. For each app: received = rejected + unsampled + sampled;"
          + " feedback is rejected, matched, unmatched, or waits; for otlp see the funnel. Counts of this process since its start; what an aborted"
          + " transaction repeats is counted again.",
      "app",
      "stage",
      "result"),
  EVALUATIONS(
      "evalstream_evaluations_total",
      Type.COUNTER,
      "Ended judgements by outcome, and by label where there is one.",
      "app",
      "evaluator",
      "label",
      "outcome"),
  FUNNEL(
      "evalstream_funnel_count",
      Type.GAUGE,
      "The durable funnel of the partitions that this process owns, from the first record on. For"
          + " each app: received = rejected + unsampled + sampled; of feedback: received = rejected +"
          + " matched + unmatched + waiting; otlp_record: received = rejected + read; otlp_span:"
          + " received = rejected + duplicate + late + over_limit + used + unused + waiting;"
          + " otlp_trace: completed = turns + the reasons of the others. For each evaluator: requested = sum over outcomes +"
          + " pending.",
      "app",
      "stage",
      "step"),
  EVAL_RATE(
      "evalstream_eval_rate_ratio",
      Type.GAUGE,
      "Weighted share of failing labels of the newest window that has any.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_RATE_LOW(
      "evalstream_eval_rate_low_ratio",
      Type.GAUGE,
      "Lower end of the 95 % interval of evalstream_eval_rate_ratio.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_RATE_HIGH(
      "evalstream_eval_rate_high_ratio",
      Type.GAUGE,
      "Upper end of the 95 % interval of evalstream_eval_rate_ratio.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_EFFECTIVE_SAMPLES(
      "evalstream_eval_effective_samples",
      Type.GAUGE,
      "Effective sample size behind evalstream_eval_rate_ratio.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_RATE_CORRECTED(
      "evalstream_eval_rate_corrected_ratio",
      Type.GAUGE,
      "The value of evalstream_eval_rate_ratio corrected for the errors of the judge, where reviewers"
          + " (agreement) or a benchmark (rates.calibration) tell how it errs.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_RATE_CORRECTED_LOW(
      "evalstream_eval_rate_corrected_low_ratio",
      Type.GAUGE,
      "Lower end of the 95 % interval of evalstream_eval_rate_corrected_ratio.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_RATE_CORRECTED_HIGH(
      "evalstream_eval_rate_corrected_high_ratio",
      Type.GAUGE,
      "Upper end of the 95 % interval of evalstream_eval_rate_corrected_ratio.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  EVAL_MISSING(
      "evalstream_eval_missing_ratio",
      Type.GAUGE,
      "Estimated share of judgements without a label in the window of evalstream_eval_rate_ratio,"
          + " those that were not evaluable left out.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  RETRIEVAL_PRECISION(
      "evalstream_retrieval_precision_ratio",
      Type.GAUGE,
      "Weighted mean over retrievals of the share of relevant documents among the first"
          + " rates.retrieval_k ranks.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  RETRIEVAL_HIT(
      "evalstream_retrieval_hit_ratio",
      Type.GAUGE,
      "Weighted share of retrievals with a relevant document among the first ranks.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  RETRIEVAL_MRR(
      "evalstream_retrieval_mrr_ratio",
      Type.GAUGE,
      "Weighted mean over retrievals of one over the first relevant rank, 0 without one among the"
          + " first ranks.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  RETRIEVAL_NDCG(
      "evalstream_retrieval_ndcg_ratio",
      Type.GAUGE,
      "Weighted mean over retrievals of the discounted gain of the first ranks, over that of the"
          + " best order of the returned documents.",
      "app",
      "evaluator",
      "dimension",
      "value",
      "window"),
  SAMPLING_PROBABILITY(
      "evalstream_sampling_probability_ratio",
      Type.GAUGE,
      "Probability with which the newest chat event of an app was sampled for an evaluator.",
      "app",
      "evaluator"),
  SAMPLING_SCALE(
      "evalstream_sampling_scale_ratio",
      Type.GAUGE,
      "What budget and backlog multiplied that probability with; 1 while neither is short.",
      "app",
      "evaluator"),
  JUDGE_REQUEST_DURATION(
      "evalstream_judge_request_duration_seconds",
      Type.HISTOGRAM,
      "Duration of calls to a judge, by how they went.",
      "judge",
      "result"),
  JUDGE_RETRIES(
      "evalstream_judge_retries_total",
      Type.COUNTER,
      "Calls to a judge that failed in a way that may pass, by reason.",
      "judge",
      "reason"),
  JUDGE_TOKENS(
      "evalstream_judge_tokens_total",
      Type.COUNTER,
      "Tokens that a judge read (input) and wrote (output).",
      "judge",
      "type"),
  JUDGE_COST(
      "evalstream_judge_cost_usd_total",
      Type.COUNTER,
      "US dollars that a judge cost, where a price is configured.",
      "judge"),
  JUDGE_INFLIGHT("evalstream_judge_inflight", Type.GAUGE, "Running calls to a judge.", "judge"),
  JUDGE_CONCURRENCY_LIMIT(
      "evalstream_judge_concurrency_limit",
      Type.GAUGE,
      "Calls to a judge that may run at one time at the moment.",
      "judge"),
  JUDGE_AVAILABLE(
      "evalstream_judge_available",
      Type.GAUGE,
      "1 while calls to a judge may start; 0 while its breaker is open or it is paused.",
      "judge"),
  JUDGE_BREAKER(
      "evalstream_judge_breaker_state",
      Type.GAUGE,
      "State of the circuit breaker before a judge: 0 closed, 1 half open, 2 open.",
      "judge"),
  JUDGE_REQUESTS_REMAINING(
      "evalstream_judge_requests_remaining",
      Type.GAUGE,
      "Requests of this minute that are left to this process, as configured or as the judge says;"
          + " +Inf while nothing is limited.",
      "judge"),
  JUDGE_TOKENS_REMAINING(
      "evalstream_judge_tokens_remaining",
      Type.GAUGE,
      "The same for tokens; negative while more were used than there were.",
      "judge"),
  JUDGE_EXPECTED_WAIT(
      "evalstream_judge_expected_wait_seconds",
      Type.GAUGE,
      "How long a new judgement would take to end, in the partition where that is longest; 0 while"
          + " there is no queue.",
      "app",
      "evaluator"),
  JUDGE_AGREEMENT(
      "evalstream_judge_agreement_ratio",
      Type.GAUGE,
      "Share of golden labels that a judge agreed with in the last pass through the golden file; NaN"
          + " before the first.",
      "judge",
      "evaluator"),
  JUDGE_AGREEMENT_LOW(
      "evalstream_judge_agreement_low_ratio",
      Type.GAUGE,
      "Lower end of the 95 % interval of evalstream_judge_agreement_ratio.",
      "judge",
      "evaluator"),
  JUDGE_AGREEMENT_HIGH(
      "evalstream_judge_agreement_high_ratio",
      Type.GAUGE,
      "Upper end of the 95 % interval of evalstream_judge_agreement_ratio.",
      "judge",
      "evaluator"),
  JUDGE_GOLDEN_AGE(
      "evalstream_judge_golden_age_seconds",
      Type.GAUGE,
      "Time since the last round of golden rows that a judge was asked.",
      "judge",
      "evaluator"),
  JUDGE_GOLDEN_JUDGEMENTS(
      "evalstream_judge_golden_judgements_total",
      Type.COUNTER,
      "Ended judgements of golden rows: agreed and disagreed, or the outcome where there is no label"
          + " to compare.",
      "judge",
      "evaluator",
      "outcome"),
  AGREEMENT_KAPPA(
      "evalstream_agreement_kappa_ratio",
      Type.GAUGE,
      "Cohen's kappa between the labels of a judge and those of people (annotator_kind human, user or"
          + " code) on the same answers; NaN where it is not defined.",
      "app",
      "evaluator",
      "annotator_kind"),
  AGREEMENT_KAPPA_LOW(
      "evalstream_agreement_kappa_low_ratio",
      Type.GAUGE,
      "Lower end of the 95 % interval of evalstream_agreement_kappa_ratio.",
      "app",
      "evaluator",
      "annotator_kind"),
  AGREEMENT_KAPPA_HIGH(
      "evalstream_agreement_kappa_high_ratio",
      Type.GAUGE,
      "Upper end of the 95 % interval of evalstream_agreement_kappa_ratio.",
      "app",
      "evaluator",
      "annotator_kind"),
  AGREEMENT_LABELS(
      "evalstream_agreement_labels",
      Type.GAUGE,
      "Labels of people behind evalstream_agreement_kappa_ratio.",
      "app",
      "evaluator",
      "annotator_kind"),
  JUDGE_PENDING(
      "evalstream_judge_pending",
      Type.GAUGE,
      "Judgements that have not ended, of the partitions that this process owns."),
  JUDGE_OLDEST_PENDING(
      "evalstream_judge_oldest_pending_seconds",
      Type.GAUGE,
      "Age of the oldest judgement that has not ended; 0 when none is pending."),
  JUDGE_RESTORED(
      "evalstream_judge_restored_total",
      Type.COUNTER,
      "Pending judgements that were taken over from an earlier life of a partition."),
  JUDGE_REPEATED_CALLS(
      "evalstream_judge_repeated_calls_total",
      Type.COUNTER,
      "Calls to a judge that an earlier life of the partition may have made already, before a crash"
          + " or a rebalance.",
      "judge"),
  EVENT_LAG(
      "evalstream_event_lag_seconds",
      Type.HISTOGRAM,
      "Time from the event to its evaluation.",
      "app"),
  ALERT_STATE(
      "evalstream_alert_state",
      Type.GAUGE,
      "State of an alert: 0 inactive, 1 pending, 2 firing.",
      "rule",
      "app",
      "evaluator",
      "dimension",
      "value"),
  ALERT_LIMIT(
      "evalstream_alert_limit_ratio",
      Type.GAUGE,
      "The limit that an alert holds its rate against, where it has one. A limit that is found from"
          + " the day before moves.",
      "rule",
      "app",
      "evaluator",
      "dimension",
      "value"),
  ALERT_RATE(
      "evalstream_alert_rate_ratio",
      Type.GAUGE,
      "The rate that an alert looks at, over the time that its rule names; of a rule with a limit it"
          + " compares with evalstream_alert_limit_ratio.",
      "rule",
      "app",
      "evaluator",
      "dimension",
      "value"),
  NOTIFICATIONS(
      "evalstream_notifications_total",
      Type.COUNTER,
      "Notifications by channel and result: delivered or failed, once for each transition; resent or"
          + " not_resent, for each time that a channel that forgets is told again.",
      "channel",
      "result"),
  DIAGNOSIS(
      "evalstream_diagnosis_total",
      Type.COUNTER,
      "Judged traces by diagnosis.",
      "app",
      "diagnosis"),
  DEAD_LETTERS(
      "evalstream_dead_letters_total",
      Type.COUNTER,
      "Records that could not be processed, by the topic that they came from and the reason.",
      "topic",
      "reason"),
  REKEYED(
      "evalstream_rekeyed_total",
      Type.COUNTER,
      "Records that took the detour because they did not lie in the partition of their trace id.",
      "topic"),
  EXPORTED(
      "evalstream_exported_total",
      Type.COUNTER,
      "Evaluations that the OTLP endpoint has accepted, by signal: traces (as spans) or logs (as"
          + " events). What a restart repeats is counted again.",
      "signal"),
  EXPORT_DROPPED(
      "evalstream_export_dropped_total",
      Type.COUNTER,
      "Evaluations that the OTLP endpoint will not take, by signal and reason: http_400 and its likes,"
          + " rejected (it took others of the same request), or why a record could not be read.",
      "signal",
      "reason"),
  EXPORT_RETRIES(
      "evalstream_export_retries_total",
      Type.COUNTER,
      "Requests to the OTLP endpoint that failed in a way that may pass, by signal and reason.",
      "signal",
      "reason"),
  CONSOLE_LAG(
      "evalstream_console_lag_records",
      Type.GAUGE,
      "Records of judged traces, eval rates, alerts and feedback that the console of this instance"
          + " has not read yet."),
  CONSOLE_SKIPPED(
      "evalstream_console_skipped_total",
      Type.COUNTER,
      "Records that the console cannot read and leaves out.",
      "topic"),
  EXPORT_LAG(
      "evalstream_export_lag_records",
      Type.GAUGE,
      "Judged traces that are not exported yet, of the partitions that this process reads; markers"
          + " of transactions count as well. Read every 2 s."),
  ALERT_CUT_WEIGHTS(
      "evalstream_alert_cut_weights_total",
      Type.COUNTER,
      "Labels that counted less for an alert than they should, because they were sampled with less"
          + " than any label of the last hour.",
      "app",
      "evaluator"),
  EMBEDDING_DRIFT_Z(
      "evalstream_embedding_drift_z",
      Type.GAUGE,
      "How far the embeddings of the last window are from those of the baseline, in standard errors"
          + " above what chance brings about; NaN before one was compared.",
      "rule",
      "app"),
  EMBEDDING_DRIFT_EFFECT(
      "evalstream_embedding_drift_effect_ratio",
      Type.GAUGE,
      "The same, as the squared distance beyond chance over the variance of the baseline.",
      "rule",
      "app"),
  EMBEDDINGS_OF_OTHER_LENGTH(
      "evalstream_embeddings_of_other_length_total",
      Type.COUNTER,
      "Embeddings that were not compared because they have another length than those before.",
      "rule",
      "app"),
  GATE_VERDICTS(
      "evalstream_gate_verdicts_total",
      Type.COUNTER,
      "Answers of the gate. verdict is pass, block or undecided; allowed, true or false, says what"
          + " the application was told after when_undecided and when_unsampled. by is stream for"
          + " labels of the stream, evaluate for a trace that was judged at once.",
      "app",
      "verdict",
      "allowed",
      "by"),
  GATE_WAIT(
      "evalstream_gate_wait_seconds",
      Type.HISTOGRAM,
      "From the request to the answer of the gate.",
      "app",
      "verdict",
      "by"),
  GATE_REFUSED(
      "evalstream_gate_refused_total",
      Type.COUNTER,
      "Requests that the gate did not answer because too many waited. by as in"
          + " evalstream_gate_verdicts_total.",
      "by"),
  LATE_EVALUATIONS(
      "evalstream_late_evaluations_total",
      Type.COUNTER,
      "Evaluations whose window, the shortest they are in, had its final record before; it is published again.",
      "app",
      "evaluator"),
  CONSUMER_LAG(
      "evalstream_consumer_lag_records",
      Type.GAUGE,
      "Records of a topic that are not read yet, of the partitions that this process owns; markers of"
          + " transactions count as well.",
      "topic"),
  STATE_SIZE(
      "evalstream_state_size_bytes",
      Type.GAUGE,
      "Size of the files of a store, of all partitions that lie on this disk. Read every 30 s.",
      "store"),
  STATE_CACHE(
      "evalstream_state_cache_bytes",
      Type.GAUGE,
      "Memory outside of the heap that RocksDB holds for blocks and writes of all stores."),
  STATE_DISK_FREE(
      "evalstream_state_disk_free_bytes",
      Type.GAUGE,
      "Space that is left to this process on the disk of its state."),
  STATE_DISK_SIZE("evalstream_state_disk_size_bytes", Type.GAUGE, "Size of the disk of its state.");

  /// How a metric behaves.
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final String prometheusName;
  private final Type type;
  private final String help;
  private final List<String> labels;

  Metric(String prometheusName, Type type, String help, String... labels) {
    this.prometheusName = prometheusName;
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  public String prometheusName() {
    return prometheusName;
  }

  public Type type() {
    return type;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }
}
