import { defineErrors } from '@relais/runtime';

/** Failures on the way to partners. Toward the sink they become outcomes; these codes stand in logs and answers of the feed. */
export const channelErrors = defineErrors({
  CHANNEL_WEBHOOK_ID_INVALID: {
    message: 'the webhook id {id} cannot be signed: it is empty or contains a dot',
    remedy: 'Batch and subscription ids must not contain dots (Standard Webhooks, signature scheme).',
    retriable: false,
  },
  CHANNEL_ADDRESS_REFUSED: {
    message: 'the host {host} leads to the refused address {address}',
    remedy: "Correct the partner's URL; set allowPrivateNetworks only for a partner inside your own network.",
    retriable: true,
  },
  CHANNEL_HOST_KEY_REFUSED: {
    message: 'the SFTP server {host} showed a host key that is not pinned: {fingerprint}',
    remedy: 'Ask the partner for its host key by another way; add the fingerprint only if it is confirmed.',
    retriable: true,
  },
  CHANNEL_SFTP_LOGIN_REFUSED: {
    message: 'the SFTP server {host} refused the login',
    remedy: 'Check the user name and the key or password with the partner.',
    retriable: true,
  },
  CHANNEL_SFTP_DEADLINE: {
    message: '{operation} on the SFTP server {host} took longer than {limitMs} ms',
    remedy: 'Look whether the server is slow or the link is down, or raise timeoutMs.',
    retriable: true,
  },
  CHANNEL_SFTP_FAILED: {
    message: '{operation} on the SFTP server {host} failed: {reason}',
    remedy: 'Look whether the server runs and can be reached from here.',
    retriable: true,
  },
  CHANNEL_SFTP_REFUSED: {
    message: 'the SFTP server {host} refused to {operation}: {reason}',
    remedy: 'Look whether the folders exist, the user may write there, and the disk has room.',
    retriable: true,
  },
  CHANNEL_SFTP_RENAME_UNKNOWN: {
    message: 'the SFTP server {host} did not tell whether {file} was renamed',
    remedy: 'None needed: the file is looked for, and sent again under the same name if it is missing.',
    retriable: true,
  },
  CHANNEL_SFTP_NOT_VERIFIED: {
    message: 'the file {file} on the SFTP server {host} does not have the content that was sent',
    remedy: 'None needed unless it repeats; then the server or its disk is at fault.',
    retriable: true,
  },
  CHANNEL_RESULTS_UNREADABLE: {
    message: 'results of {subscription} could not be read or cleared: {reason}',
    remedy: 'They are read again at the next turn; look at the connection to the partner if it repeats.',
    retriable: true,
  },
  CHANNEL_RESULT_FILE_REFUSED: {
    message: 'the result file {file} is left alone: {reason}',
    remedy: 'Ask the partner to follow the contract of result files.',
    retriable: false,
  },
  CHANNEL_RESULT_LINES_INVALID: {
    message: '{count} lines of the result file {file} say nothing that can be understood, first line {line}',
    remedy: 'Ask the partner to follow the contract of result lines.',
    retriable: false,
  },
  CHANNEL_HANDOVER_FAILED: {
    message: 'the {store} did not take batch {batchId} of {subscription}',
    remedy: 'The batch is sent again; look at the log or the ledger if it repeats.',
    retriable: true,
  },
  CHANNEL_INVENTORY_UNREADABLE: {
    message: 'the inventory of {subscription} cannot be used: {reason}',
    remedy: 'Ask the partner for a complete inventory that follows the contract; nothing is healed from half of one.',
    retriable: true,
  },
  CHANNEL_READING_NOT_NOTED: {
    message: 'what {subscription} has read could not be noted',
    remedy: 'The partner has it; its receipts are overdue until it reads again. Look at the ledger if it repeats.',
    retriable: true,
  },
  FEED_CURSOR_INVALID: {
    message: 'the cursor does not belong to this feed',
    remedy: 'Use the `next` of an earlier answer, or leave `after` away to begin again.',
    retriable: false,
  },
  FEED_CURSOR_EXPIRED: {
    message:
      'the feed was built anew, or put back, since this cursor: begin again without `after` and drop what the feed no longer holds',
    remedy: 'Leave `after` away once. What is held and does not come again is to be removed.',
    retriable: false,
  },
  FEED_QUESTION_INVALID: {
    message: 'the question is not understood: {reason}',
    remedy: 'Correct the parameter or the body that is named.',
    retriable: false,
  },
  FEED_LIMIT_INVALID: {
    message: 'the limit must be a whole number from 1 to {most}',
    remedy: 'Correct the limit.',
    retriable: false,
  },
  FEED_ENCODING_REFUSED: {
    message: 'Accept-Encoding refuses both gzip and plain text',
    remedy: 'Allow one of the two, or leave Accept-Encoding away.',
    retriable: false,
  },
  FEED_UNAUTHORIZED: {
    message: 'a valid API key of this subscription is needed',
    remedy: 'Send `Authorization: Bearer <API key>`.',
    retriable: false,
  },
  FEED_NOT_FOUND: {
    message: 'there is nothing here',
    remedy: 'The feed is at /v1/feeds/<subscription>.',
    retriable: false,
  },
  FEED_RATE_LIMITED: {
    message: 'too many questions',
    remedy: 'Wait as long as Retry-After says.',
    retriable: true,
  },
  FEED_UNAVAILABLE: {
    message: 'the feed cannot be read at the moment',
    remedy: 'Ask again later.',
    retriable: true,
  },
});
