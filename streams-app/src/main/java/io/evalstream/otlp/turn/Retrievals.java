package io.evalstream.otlp.turn;

import static java.util.Comparator.comparing;

import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The retrievals of a turn, as the model saw their documents.
///
/// *How it works:* of retrievers in one another the outermost with documents counts, since it gives
/// back what those in it found. A reranker takes the place of the retrievals before it whose
/// documents it was given.
record Retrievals(Sources sources) {

  private static final String TOOLS = "tools";

  /// @param documents null when the span tells of none
  private record Told(Step step, @Nullable List<RetrievedDocument> documents) {

    Set<String> ids() {
      Set<String> ids = new HashSet<>();
      if (documents != null) {
        documents.forEach(document -> ids.add(document.getDocumentId()));
      }
      return ids;
    }
  }

  /// In the order of their start.
  ///
  /// @param like what all have in common
  List<RetrievalSpan> read(RetrievalSpan like) {
    List<Told> kept = new ArrayList<>();
    for (Told found : all()) {
      if (isReranker(found.step())) {
        Set<String> given = given(found);
        kept.removeIf(earlier -> earlier.ids().stream().anyMatch(given::contains));
      }
      kept.add(found);
    }
    return kept.stream().map(found -> span(found, like)).toList();
  }

  private List<Told> all() {
    Map<String, Told> told = new LinkedHashMap<>();
    for (Step step : sources.steps().all()) {
      if (isRetrieval(step)) {
        told.put(step.span().spanId(), new Told(step, documents(step)));
      }
    }
    List<Step> steps = new ArrayList<>(sources.steps().outermost(step -> hasDocuments(told, step)));
    steps.addAll(withoutDocuments(told));
    return steps.stream()
        .sorted(comparing(step -> step.span().start()))
        .map(step -> Objects.requireNonNull(told.get(step.span().spanId())))
        .toList();
  }

  private static boolean hasDocuments(Map<String, Told> told, Step step) {
    Told found = told.get(step.span().spanId());
    return found != null && found.documents != null && !found.documents.isEmpty();
  }

  /// Retrievers that found nothing, unless one in them or around them did. Of rerankers nothing is
  /// known then.
  private List<Step> withoutDocuments(Map<String, Told> told) {
    Set<String> within = new HashSet<>();
    for (Step step : sources.steps().all().reversed()) {
      boolean holds = within.contains(step.span().spanId()) || hasDocuments(told, step);
      if (holds && step.parent() >= 0) {
        within.add(sources.steps().all().get(step.parent()).span().spanId());
      }
    }
    return sources
        .steps()
        .outermost(step -> told.containsKey(step.span().spanId()) && !isReranker(step))
        .stream()
        .filter(step -> !hasDocuments(told, step) && !within.contains(step.span().spanId()))
        .toList();
  }

  private boolean isRetrieval(Step step) {
    return step.is(StepKind.RETRIEVER, StepKind.RERANKER)
        || (sources.mapping().isChanged(Row.DOCUMENTS) && sources.has(Row.DOCUMENTS, step))
        || isReranker(step);
  }

  private boolean isReranker(Step step) {
    return step.is(StepKind.RERANKER)
        || (sources.mapping().isChanged(Row.RERANKED) && sources.has(Row.RERANKED, step));
  }

  private @Nullable List<RetrievedDocument> documents(Step step) {
    Row row = isReranker(step) ? Row.RERANKED : Row.DOCUMENTS;
    return new DocumentReader(sources.mapping()).read(step.span(), row);
  }

  /// What a reranker was given, or else what it gave back.
  private Set<String> given(Told reranker) {
    Set<String> ids = reranker.ids();
    List<RetrievedDocument> given =
        new DocumentReader(sources.mapping()).read(reranker.step().span(), Row.RERANKER_INPUT);
    if (given != null) {
      given.forEach(document -> ids.add(document.getDocumentId()));
    }
    return ids;
  }

  private RetrievalSpan span(Told found, RetrievalSpan like) {
    Span span = found.step().span();
    String retriever = sources.find(Row.RETRIEVER, found.step(), Sources::plain).orNull();
    return RetrievalSpan.newBuilder(like)
        .setSpanId(span.spanId())
        .setOccurredAt(span.end())
        .setQuery(
            sources.find(Row.QUERY, found.step(), Content.query(sources.mapping())::find).orNull())
        .setDocuments(found.documents() == null ? List.of() : found.documents())
        .setRetriever(retriever == null ? span.name() : retriever)
        .setLatencyMs(span.duration().toMillis())
        .build();
  }

  /// What tools gave back, as the documents of one retrieval; none when they gave nothing back.
  ///
  /// @param step the span that read them
  List<RetrievalSpan> ofTools(List<ToolCall> calls, Step step, RetrievalSpan like) {
    Map<String, RetrievedDocument> documents = new LinkedHashMap<>();
    for (ToolCall call : calls) {
      if (call.getResult() != null && !call.getResult().isBlank()) {
        String id = DocumentReader.hash(call.getName() + "\n" + call.getResult());
        documents.putIfAbsent(
            id,
            RetrievedDocument.newBuilder()
                .setDocumentId(id)
                .setText(call.getResult())
                .setMetadata(Map.of("tool", call.getName()))
                .build());
      }
    }
    return documents.isEmpty()
        ? List.of()
        : List.of(
            RetrievalSpan.newBuilder(like)
                .setSpanId(step.span().spanId())
                .setOccurredAt(step.span().start())
                .setDocuments(List.copyOf(documents.values()))
                .setRetriever(TOOLS)
                .build());
  }
}
