package io.evalstream.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of KEDA's objects that are used, with those that it requires.
///
/// Source: <https://keda.sh/docs/latest/reference/scaledobject-spec/> and the pages of its scalers.
final class Keda {

  record ScaledObject(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) ScaledObjectSpec spec) {}

  record ScaledObjectSpec(
      @JsonProperty(required = true) ScaleTarget scaleTargetRef,
      int minReplicaCount,
      int maxReplicaCount,
      int pollingInterval,
      Advanced advanced,
      @JsonProperty(required = true) List<Trigger> triggers) {}

  record ScaleTarget(String apiVersion, String kind, @JsonProperty(required = true) String name) {}

  record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

  /// @param behavior as in Kubernetes' own HorizontalPodAutoscaler
  record AutoscalerConfig(JsonNode behavior) {}

  record Trigger(
      @JsonProperty(required = true) String type,
      @JsonProperty(required = true) Map<String, String> metadata,
      NameRef authenticationRef) {}

  record NameRef(@JsonProperty(required = true) String name) {}

  record TriggerAuthentication(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) TriggerAuthenticationSpec spec) {}

  record TriggerAuthenticationSpec(List<EnvironmentRef> env, List<SecretRef> secretTargetRef) {}

  record EnvironmentRef(
      @JsonProperty(required = true) String parameter,
      @JsonProperty(required = true) String name,
      @Nullable String containerName) {}

  record SecretRef(
      @JsonProperty(required = true) String parameter,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String key) {}

  private Keda() {}
}
