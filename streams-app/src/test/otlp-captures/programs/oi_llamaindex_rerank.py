"""OpenInference, LlamaIndex: a query engine with a reranker that reports itself."""

import llamaindex
import tracing
from manual import QUESTION
from openinference.instrumentation.llama_index import LlamaIndexInstrumentor

LlamaIndexInstrumentor().instrument(tracer_provider=tracing.provider("coffee-llamaindex-rerank"))

from llama_index.core.instrumentation import get_dispatcher
from llama_index.core.instrumentation.events.rerank import ReRankEndEvent, ReRankStartEvent
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore

dispatcher = get_dispatcher(__name__)


class SharedWords(BaseNodePostprocessor):
    """Orders documents by how many words they share with the query, and keeps two."""

    def _postprocess_nodes(self, nodes, query_bundle=None):
        dispatcher.event(ReRankStartEvent(query=query_bundle, nodes=nodes, top_n=2, model_name="shared-words"))
        asked = set(query_bundle.query_str.lower().strip("?").split())
        scored = [NodeWithScore(node=n.node, score=float(len(asked & self.words(n)))) for n in nodes]
        best = sorted(scored, key=lambda n: -n.score)[:2]
        dispatcher.event(ReRankEndEvent(nodes=best))
        return best

    def words(self, node):
        return set(node.node.get_content(MetadataMode.NONE).lower().replace(".", "").split())


engine = llamaindex.index().as_query_engine(
    llm=llamaindex.MODEL,
    similarity_top_k=3,
    node_postprocessors=[SharedWords()],
    text_qa_template=llamaindex.ANSWER,
    refine_template=llamaindex.ANSWER,
)
print(engine.query("How do I start the machine and descale it?"))
