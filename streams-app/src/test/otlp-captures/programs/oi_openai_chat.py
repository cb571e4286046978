"""OpenInference, OpenAI SDK: one chat completion with history, and no span around it."""

import tracing
from manual import SYSTEM
from openinference.instrumentation import using_attributes
from openinference.instrumentation.openai import OpenAIInstrumentor

OpenAIInstrumentor().instrument(tracer_provider=tracing.provider("coffee-openai"))

from openai import OpenAI

messages = [
    {"role": "system", "content": SYSTEM},
    {"role": "user", "content": "How do I descale the machine?"},
    {"role": "assistant", "content": "Descale it every 200 cups."},
    {"role": "user", "content": "And how long is the warranty?"},
]
with using_attributes(session_id="conversation-20", user_id="user-6"):
    print(OpenAI().chat.completions.create(model="stub-chat", messages=messages).choices[0].message.content)
