// OpenInference, OpenAI SDK for JavaScript: a chat completion with history, in a session.
import { context } from "@opentelemetry/api";
import { setSession } from "@arizeai/openinference-core";
import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import OpenAI from "openai";
import { provider } from "./tracing.mjs";

const tracing = provider("coffee-js");
const instrumentation = new OpenAIInstrumentation();
instrumentation.setTracerProvider(tracing);
instrumentation.manuallyInstrument(OpenAI);

const messages = [
  { role: "system", content: "You answer questions about a coffee machine." },
  { role: "user", content: "How do I descale the machine?" },
  { role: "assistant", content: "Descale it every 200 cups." },
  { role: "user", content: "And how long is the warranty?" },
];
await context.with(setSession(context.active(), { sessionId: "conversation-23" }), async () => {
  const answer = await new OpenAI().chat.completions.create({ model: "stub-chat", messages });
  console.log(answer.choices[0].message.content);
});
await tracing.shutdown();
