package io.evalstream.alert.rule;

/// A part of the traffic: those with one value of one dimension.
///
/// @param dimension `model`, `prompt_version`, `diagnosis`, or `outcome`
public record Part(String dimension, String value) {

  static final String DIAGNOSIS = "diagnosis";
}
