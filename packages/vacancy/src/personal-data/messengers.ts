import type { PersonalDataSpan } from './find.ts';

/** Where messengers have the pages of persons and groups. */
const HOSTS = [
  String.raw`wa\.(?:me|link)`,
  String.raw`(?:api|web|chat)\.whatsapp\.com`,
  String.raw`(?:t|m|telegram)\.me`,
  String.raw`signal\.(?:me|group)`,
  String.raw`messenger\.com`,
  String.raw`(?:chats|invite)\.viber\.com`,
  String.raw`join\.skype\.com`,
].join('|');
/** Schemes of links that open a conversation with whoever is named behind them. */
const SCHEMES = 'whatsapp|tg|sgnl|fb-messenger|viber|skype|callto|facetime(?:-audio)?|sips?|xmpp';
const LINK = new RegExp(
  String.raw`(?<![\p{L}\p{N}._-])(?:(?:https?://)?(?:www\.)?(?:${HOSTS})\.?(?::\d{1,5})?/|(?:${SCHEMES}):[^\s<>"]{2})[^\s<>"]+`,
  'giu',
);
/** Ends a sentence, and no link. */
const BEHIND = /[.,;:!?)\]}'’”»…]+$/;

/** Links to a conversation with a person. */
export function messengerSpans(text: string): PersonalDataSpan[] {
  return Array.from(text.matchAll(LINK), ({ 0: link, index }) => {
    return { kind: 'messenger', start: index, end: index + link.replace(BEHIND, '').length };
  });
}
