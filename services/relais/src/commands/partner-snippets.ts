/** How a partner verifies a webhook signed with HMAC-SHA256 (Standard Webhooks 1.0.0): a function in each language, by its standard library alone. */
export const SIGNATURE_SNIPPETS = {
  typescript: `import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

/** True when a call is from Relais and fresh. \`body\` is what arrived, byte for byte, before it is parsed. */
export function isGenuine(secret: string, headers: Record<string, string | undefined>, body: Buffer): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures || !/^\\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return signatures.split(' ').some((each) => {
    const [version, value = ''] = each.split(',', 2);
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`,
  python: `import base64
import hashlib
import hmac
import time

TOLERANCE_SECONDS = 300


def is_genuine(secret, headers, body):
    """True when a call is from Relais and fresh. \`body\` is the bytes that arrived, before they are parsed."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    if not message_id or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures.split(" "))
`,
  java: `import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class RelaisSignature {
  private static final long TOLERANCE_SECONDS = 300;

  /** True when a call is from Relais and fresh. {@code body} is what arrived, byte for byte, before it is parsed. */
  static boolean isGenuine(String secret, Map<String, String> headers, byte[] body) throws GeneralSecurityException {
    String id = headers.get("webhook-id");
    String timestamp = headers.get("webhook-timestamp");
    String signatures = headers.get("webhook-signature");
    if (id == null || timestamp == null || signatures == null || !timestamp.matches("\\\\d{1,15}")) return false;
    long age = System.currentTimeMillis() / 1000 - Long.parseLong(timestamp);
    if (Math.abs(age) > TOLERANCE_SECONDS) return false;
    byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String each : signatures.split(" ")) {
      found |= MessageDigest.isEqual(expected, each.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }
}
`,
} as const;

const TITLES = { typescript: 'TypeScript (Node.js)', python: 'Python 3.9 or later', java: 'Java 11 or later' } as const;

/** The snippets as Markdown. */
export function snippetsText(): string {
  return Object.entries(SIGNATURE_SNIPPETS)
    .map(([language, code]) => `### ${TITLES[language as keyof typeof TITLES]}\n\n\`\`\`${language}\n${code}\`\`\``)
    .join('\n\n');
}
