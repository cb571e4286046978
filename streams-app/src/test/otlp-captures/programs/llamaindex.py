"""The index, the model and the prompts of the LlamaIndex programs."""

import tracing
from llama_index.core import PromptTemplate, VectorStoreIndex
from llama_index.core.prompts import RichPromptTemplate
from llama_index.core.schema import TextNode
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.openai_like import OpenAILike
from manual import DOCUMENTS

MODEL = OpenAILike(model="stub-chat", api_base=tracing.BASE, api_key="none", is_chat_model=True, context_window=8192)

ANSWER = PromptTemplate("Answer from this text only:\n{context_str}\nQuestion: {query_str}")
RATE = RichPromptTemplate(
    """{% chat role="user" %}
Rate the relevance of each text.
{% for message in context_messages %}{% for block in message.blocks %}{{ block.text }}
{% endfor %}{% endfor %}
Question: {{ query_str }}
{% endchat %}"""
)
CONDENSE = PromptTemplate("Make one standalone question of this.\n{chat_history}\nThen: {question}")
CONTEXT = PromptTemplate("Answer from this text only:\n{context_str}")


def index():
    nodes = [TextNode(id_=id, text=text, metadata={"source": id}) for id, text in DOCUMENTS]
    for node in nodes:
        node.excluded_llm_metadata_keys = ["source"]
        node.excluded_embed_metadata_keys = ["source"]
    embedding = OpenAIEmbedding(model_name="stub-embed", api_base=tracing.BASE, api_key="none")
    return VectorStoreIndex(nodes, embed_model=embedding)
