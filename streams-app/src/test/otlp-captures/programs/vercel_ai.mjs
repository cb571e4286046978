// Vercel AI SDK with its own telemetry: an agent's loop of two steps with one tool, then a streamed answer.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { provider } from "./tracing.mjs";

const tracing = provider("coffee-vercel");
const stub = createOpenAICompatible({
  name: "stub",
  baseURL: process.env.OPENAI_BASE_URL,
  apiKey: "none",
  includeUsage: true,
});
const telemetry = (functionId) => ({
  isEnabled: true,
  functionId,
  metadata: { sessionId: "conversation-24", userId: "user-7" },
});
const machine_status = tool({
  description: "Read the status of a coffee machine.",
  inputSchema: z.object({ serial: z.string() }),
  execute: async ({ serial }) => `${serial}: 212 cups since the last descaling`,
});

const answered = await generateText({
  model: stub("stub-chat"),
  system: "You answer questions about a coffee machine.",
  messages: [
    { role: "user", content: "How long is the warranty?" },
    { role: "assistant", content: "The warranty lasts 24 months. It does not cover scale." },
    { role: "user", content: "And how is machine KM-4711 doing?" },
  ],
  tools: { machine_status },
  stopWhen: stepCountIs(3),
  experimental_telemetry: telemetry("machine-chat"),
});
console.log(answered.text);

const streamed = streamText({
  model: stub("stub-chat"),
  prompt: "How do I descale the machine?",
  experimental_telemetry: telemetry("manual-chat"),
});
await streamed.consumeStream();
console.log(await streamed.text);
await new Promise((done) => setTimeout(done, 100)); // the root span ends after the text
await tracing.shutdown();
