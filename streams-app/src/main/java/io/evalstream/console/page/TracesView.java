package io.evalstream.console.page;

import io.evalstream.console.archive.Listing;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.console.archive.TraceSummary.Mark;
import io.evalstream.judge.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A part of the list of traces, and the form that filters it.
///
/// @param more choices that are folded, with the exact times
/// @param open whether one of these is made
/// @param text words that are searched for; empty for none
/// @param from as the field of a form has it; empty for any
/// @param to the same
/// @param extent how many are here, in words
/// @param older address of the next part; null when this is the last one
/// @param newest address of the first part; null when this is it
/// @param advice what to do when there is nothing; null when there is something
/// @param clear address without filters; null when there are none
record TracesView(
    List<Field> fields,
    List<Field> more,
    boolean open,
    String text,
    String from,
    String to,
    List<Row> rows,
    String extent,
    @Nullable String older,
    @Nullable String newest,
    @Nullable String advice,
    @Nullable String clear) {

  /// A choice of the form.
  record Field(String name, String title, List<Option> options) {}

  /// @param text as people read it
  record Option(String value, String text, boolean selected) {

    /// What the form sends.
    String attribute() {
      return ShownText.attribute(value);
    }
  }

  /// A trace in the list.
  ///
  /// @param labels of evaluators that fail or have none
  /// @param passing the others, in words; empty for none
  record Row(
      String address,
      String app,
      Numbers.Moment at,
      String question,
      String response,
      Badge diagnosis,
      List<Badge> labels,
      String passing,
      List<String> tags) {}

  private static final int PASSES = 2;

  private static final List<String> MORE =
      List.of("label", "outcome", "model", "prompt_version", "from", "to");

  TracesView {
    fields = List.copyOf(fields);
    more = List.copyOf(more);
    rows = List.copyOf(rows);
  }

  /// @param values of a column, for the form
  static TracesView of(
      TraceSearch search,
      Listing<TraceSummary> found,
      Function<String, List<String>> values,
      Instant now) {
    int count = found.items().size();
    boolean first = search.query().cursor() == null;
    return new TracesView(
        fields(search, values),
        more(search, values),
        MORE.stream().anyMatch(name -> search.filter(name) != null),
        filter(search, "text"),
        local(filter(search, "from")),
        local(filter(search, "to")),
        found.items().stream().map(trace -> row(trace, now)).toList(),
        extent(count, found.next() != null, first),
        found.next() == null ? null : search.address(found.next()),
        first ? null : search.address(null),
        count > 0 ? null : advice(search),
        search.isFiltered() ? "/traces" : null);
  }

  /// What the form sends.
  String textAttribute() {
    return ShownText.attribute(text);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  private static String filter(TraceSearch search, String name) {
    String value = search.filter(name);
    return value == null ? "" : value;
  }

  /// Without the zone, which is UTC and which the fields of forms do not have.
  private static String local(String time) {
    return time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
  }

  private static String extent(int count, boolean more, boolean first) {
    String traces = count == 1 ? "1 trace" : count + " traces";
    return traces + (first ? ", newest first" : "") + (more ? "; there are older ones" : "");
  }

  private static String advice(TraceSearch search) {
    return search.isFiltered()
        ? "No judged trace is like that. Take a filter away, or look at a longer time."
        : "No trace has been judged in the time that the console remembers. Traces appear here a"
            + " moment after their last judgement; the overview shows how many were received and"
            + " sampled.";
  }

  private static List<Field> fields(TraceSearch search, Function<String, List<String>> values) {
    List<Field> fields = new ArrayList<>();
    fields.add(field(search, "app", "App", values.apply("app")));
    fields.add(field(search, "diagnosis", "Diagnosis", values.apply("diagnosis")));
    fields.add(field(search, "evaluator", "Evaluator", values.apply("evaluator")));
    fields.add(
        new Field(
            "failing",
            "Result",
            List.of(
                option(search, "failing", "", "Any"),
                option(search, "failing", "true", "Failing"),
                option(search, "failing", "false", "Passing"))));
    List<Option> times = new ArrayList<>(List.of(option(search, "last", "", "Any")));
    TraceSearch.LAST.forEach(
        (name, length) ->
            times.add(option(search, "last", name, "Last " + Numbers.duration(length))));
    fields.add(new Field("last", "Time", times));
    return fields;
  }

  private static List<Field> more(TraceSearch search, Function<String, List<String>> values) {
    return List.of(
        field(search, "label", "Label", values.apply("label")),
        field(search, "outcome", "Outcome", outcomes()),
        field(search, "model", "Model", values.apply("model")),
        field(search, "prompt_version", "Prompt version", values.apply("prompt_version")));
  }

  private static List<String> outcomes() {
    return Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();
  }

  /// What is asked for is among the options also when nothing has it.
  private static Field field(TraceSearch search, String name, String title, List<String> values) {
    List<Option> options = new ArrayList<>(List.of(option(search, name, "", "Any")));
    values.forEach(value -> options.add(option(search, name, value, value)));
    String asked = filter(search, name);
    if (!asked.isEmpty() && !values.contains(asked)) {
      options.add(option(search, name, asked, asked));
    }
    return new Field(name, title, options);
  }

  private static Option option(TraceSearch search, String name, String value, String text) {
    return new Option(value, text, filter(search, name).equals(value));
  }

  private static Row row(TraceSummary trace, Instant now) {
    List<String> tags = new ArrayList<>();
    tags.add(trace.app());
    addTo(tags, trace.model());
    addTo(tags, trace.promptVersion());
    String question = trace.question();
    return new Row(
        PageAddress.trace(trace.traceId()),
        trace.app(),
        Numbers.ago(trace.occurredAt(), now),
        question == null || question.isBlank() ? "(no question)" : question,
        trace.response(),
        Badge.ofDiagnosis(trace.diagnosis()),
        trace.marks().stream()
            .filter(mark -> urgency(mark) < PASSES)
            .sorted(Comparator.comparingInt(TracesView::urgency).thenComparing(Mark::evaluator))
            .map(TracesView::badge)
            .toList(),
        passing(trace.marks()),
        tags);
  }

  /// The evaluators that pass, in words: what fails is what people look for.
  private static String passing(List<Mark> marks) {
    String names =
        marks.stream()
            .filter(mark -> urgency(mark) == PASSES)
            .map(Mark::evaluator)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "passes " + names;
  }

  private static void addTo(List<String> tags, @Nullable String tag) {
    if (tag != null) {
      tags.add(tag);
    }
  }

  private static int urgency(Mark mark) {
    return mark.failing() == null ? 1 : mark.failing() ? 0 : PASSES;
  }

  private static Badge badge(Mark mark) {
    String label = mark.label();
    if (label == null) {
      return new Badge(mark.evaluator() + ": " + Badge.plain(mark.outcome()), "warn");
    }
    String many =
        mark.evaluations() == 1 || mark.failed() == 0
            ? ""
            : ", %d of %d".formatted(mark.failed(), mark.evaluations());
    return Badge.of(mark.evaluator() + ": " + label + many, mark.failing());
  }
}
