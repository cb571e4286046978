"""OpenLLMetry, OpenAI SDK: a chat completion with history, and one with a tool call, each a trace of its own."""

import tracing
from manual import SYSTEM
from opentelemetry.instrumentation.openai import OpenAIInstrumentor

OpenAIInstrumentor().instrument(tracer_provider=tracing.provider("coffee-openllmetry"))

from openai import OpenAI

TOOL = {
    "type": "function",
    "function": {
        "name": "machine_status",
        "description": "Read the status of a coffee machine.",
        "parameters": {"type": "object", "properties": {"serial": {"type": "string"}}, "required": ["serial"]},
    },
}
client = OpenAI()
messages = [
    {"role": "system", "content": SYSTEM},
    {"role": "user", "content": "How do I descale the machine?"},
    {"role": "assistant", "content": "Descale it every 200 cups."},
    {"role": "user", "content": "And how long is the warranty?"},
]
print(client.chat.completions.create(model="stub-chat", messages=messages).choices[0].message.content)
status = [{"role": "user", "content": "How is machine KM-4711 doing?"}]
print(client.chat.completions.create(model="stub-chat", messages=status, tools=[TOOL]).choices[0].finish_reason)
