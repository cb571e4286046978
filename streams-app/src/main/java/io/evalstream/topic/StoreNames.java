package io.evalstream.topic;

/// Names of the state stores and of the internal topics. They are part of the state on disk and in
/// Kafka: a changed name loses what was there.
public final class StoreNames {

  public static final String TRACES = "traces";
  public static final String SEEN_TRACES = "seen-traces";
  public static final String FUNNEL = "funnel";
  public static final String FEEDBACK_FUNNEL = "feedback-funnel";
  public static final String MATCH_FUNNEL = "match-funnel";
  public static final String SPENDING = "spending";
  public static final String TRAFFIC = "traffic";
  public static final String JUDGING = "judging";
  public static final String RATES = "rates";
  public static final String ALERTS = "alerts";
  public static final String ALERT_BUCKETS = "alert-buckets";
  public static final String EMBEDDINGS = "embeddings";
  public static final String EMBEDDINGS_BY_APP = "embeddings-by-app";
  public static final String EMBEDDING_ALERTS = "embedding-alerts";
  public static final String EMBEDDING_WINDOWS = "embedding-windows";
  public static final String JUDGE_STANDINGS = "judge-standings";
  public static final String JUDGE_AGREEMENTS = "judge-agreements";
  public static final String LABELLED_TRACES = "labelled-traces";
  public static final String LABEL_EXPIRIES = "label-expiries";
  public static final String AGREEMENTS = "agreements";
  public static final String NOTIFYING = "notifying";
  public static final String CONVERSATIONS = "conversations";
  public static final String OBSERVATIONS_BY_APP = "observations-by-app";
  public static final String FEEDBACK_BY_TRACE = "feedback-by-trace";
  public static final String LABELS_BY_TRACE = "labels-by-trace";
  public static final String PAIRS_BY_APP = "pairs-by-app";
  public static final String OTLP_FUNNEL = "otlp-funnel";
  public static final String SPANS_BY_TRACE = "spans-by-trace";
  public static final String SPANS = "spans";
  public static final String ENDED_TRACES = "ended-traces";
  public static final String SPAN_FUNNEL = "span-funnel";
  public static final String STANDINGS_BY_JUDGE = "standings-by-judge";
  public static final String DRIFT_ALERTS = "drift-alerts";

  private StoreNames() {}
}
