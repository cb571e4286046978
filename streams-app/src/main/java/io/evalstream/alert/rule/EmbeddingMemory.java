package io.evalstream.alert.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an alert on the drift of embeddings has to remember, beside its windows.
///
/// @param records that it has published
/// @param firedAt when it fired; null unless it fires
/// @param told what people know of it
/// @param streak windows in a row that speak for the next state
/// @param others by how many embeddings of another length outnumber those of the known one
/// @param lastAt when embeddings last came
/// @param normalSince when what is normal began to be learned; null before that
/// @param freshSince when what may become normal began; null while nothing drifts
/// @param finding of the last window that was compared; null before one was
public record EmbeddingMemory(
    AlertState state,
    long records,
    @Nullable Instant firedAt,
    Told told,
    int streak,
    long others,
    Instant lastAt,
    @Nullable Instant normalSince,
    @Nullable Instant freshSince,
    @Nullable EmbeddingFinding finding)
    implements Remembered {}
