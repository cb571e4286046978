"""OpenInference, OpenAI SDK: a streamed chat completion, after an embeddings call of its own trace."""

import tracing
from manual import QUESTION, SYSTEM
from openinference.instrumentation.openai import OpenAIInstrumentor

OpenAIInstrumentor().instrument(tracer_provider=tracing.provider("coffee-openai-stream"))

from openai import OpenAI

client = OpenAI()
client.embeddings.create(model="stub-embed", input=[QUESTION], encoding_format="float")
messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": QUESTION}]
stream = client.chat.completions.create(
    model="stub-chat", messages=messages, stream=True, stream_options={"include_usage": True}
)
for chunk in stream:
    print(chunk.choices[0].delta.content or "" if chunk.choices else "\n", end="")
