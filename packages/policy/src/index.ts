export { type Judgement, judge } from './judge.ts';
export { type FilterLocator, filterLocator, locateFilter } from './locate-filter.ts';
export { type Filter, filterSchema, nameSchema, type Partner, partnerSchema } from './partner.ts';
export { type PartnerOffer, partnerOfferSchema } from './partner-offer.ts';
export { viewHash, viewText } from './view-text.ts';
