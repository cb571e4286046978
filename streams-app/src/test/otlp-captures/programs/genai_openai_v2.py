"""OpenTelemetry's older package for the OpenAI SDK: a chat completion, a streamed one, and an embeddings call."""

import tracing
from manual import QUESTION, SYSTEM
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter

provider = tracing.provider("coffee-genai-v2")
logs = LoggerProvider(resource=provider.resource, shutdown_on_exit=False)
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider, logger_provider=logs)

from openai import OpenAI

client = OpenAI()
messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": QUESTION}]
print(client.chat.completions.create(model="stub-chat", messages=messages).choices[0].message.content)
stream = client.chat.completions.create(
    model="stub-chat", messages=messages, stream=True, stream_options={"include_usage": True}
)
print("".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices))
client.embeddings.create(model="stub-embed", input=[QUESTION], encoding_format="float")
logs.shutdown()
