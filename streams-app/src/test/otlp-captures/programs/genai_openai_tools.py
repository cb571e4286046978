"""OpenTelemetry's GenAI instrumentation of the OpenAI SDK: two chat calls with a tool between, under an agent's span."""

import json

import tracing
from manual import SYSTEM
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor

provider = tracing.provider("coffee-genai")
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = provider.get_tracer("coffee")

from openai import OpenAI

client = OpenAI()
TOOL = {
    "type": "function",
    "function": {
        "name": "machine_status",
        "description": "Read the status of a coffee machine.",
        "parameters": {"type": "object", "properties": {"serial": {"type": "string"}}, "required": ["serial"]},
    },
}
messages = [
    {"role": "system", "content": SYSTEM},
    {"role": "user", "content": "How long is the warranty?"},
    {"role": "assistant", "content": "The warranty lasts 24 months. It does not cover scale."},
    {"role": "user", "content": "And how is machine KM-4711 doing?"},
]


def ask():
    return client.chat.completions.create(model="stub-chat", messages=messages, tools=[TOOL]).choices[0].message


with tracer.start_as_current_span(
    "invoke_agent coffee",
    attributes={"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "coffee",
                "gen_ai.conversation.id": "conversation-22"},
):
    call = ask().tool_calls[0]
    result = json.loads(call.function.arguments)["serial"] + ": 212 cups since the last descaling"
    messages += [
        {"role": "assistant", "tool_calls": [call.model_dump()]},
        {"role": "tool", "tool_call_id": call.id, "content": result},
    ]
    print(ask().content)
