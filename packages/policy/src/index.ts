export { type Judgement, judge } from './judge.ts';
export { locateFilter } from './locate-filter.ts';
export { type Filter, filterSchema, nameSchema, type Partner, partnerSchema } from './partner.ts';
export { type PartnerOffer, partnerOfferSchema, viewHash } from './partner-offer.ts';
