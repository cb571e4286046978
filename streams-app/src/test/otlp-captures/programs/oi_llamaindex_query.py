"""OpenInference, LlamaIndex: a query engine that retrieves, reranks with the model, then answers."""

import llamaindex
import tracing
from manual import QUESTION
from openinference.instrumentation.llama_index import LlamaIndexInstrumentor

LlamaIndexInstrumentor().instrument(tracer_provider=tracing.provider("coffee-llamaindex"))

from llama_index.core.postprocessor import LLMRerank

reranker = LLMRerank(llm=llamaindex.MODEL, choice_select_prompt=llamaindex.RATE, top_n=2)
engine = llamaindex.index().as_query_engine(
    llm=llamaindex.MODEL,
    similarity_top_k=3,
    node_postprocessors=[reranker],
    text_qa_template=llamaindex.ANSWER,
    refine_template=llamaindex.ANSWER,
)
print(engine.query(QUESTION))
