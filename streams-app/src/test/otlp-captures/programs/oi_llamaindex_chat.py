"""OpenInference, LlamaIndex: the second turn of a chat engine, which condenses the history into a question first."""

import llamaindex
import tracing
from openinference.instrumentation import using_session
from openinference.instrumentation.llama_index import LlamaIndexInstrumentor

LlamaIndexInstrumentor().instrument(tracer_provider=tracing.provider("coffee-llamaindex-chat"))

from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.chat_engine import CondensePlusContextChatEngine

engine = CondensePlusContextChatEngine.from_defaults(
    llamaindex.index().as_retriever(similarity_top_k=1),
    llm=llamaindex.MODEL,
    context_prompt=llamaindex.CONTEXT,
    context_refine_prompt=llamaindex.CONTEXT,
    condense_prompt=llamaindex.CONDENSE,
    chat_history=[
        ChatMessage(role="user", content="How do I descale the machine?"),
        ChatMessage(role="assistant", content="Descale it every 200 cups."),
    ],
)
with using_session("conversation-19"):
    print(engine.chat("And how long is the warranty?"))
