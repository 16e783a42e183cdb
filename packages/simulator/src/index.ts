export type {
  ActirisGeneration,
  PartnerHoldings,
  SftpAddress,
  Simulator,
  SimulatorAddresses,
  SimulatorOptions,
  Truth,
  TruthSummary,
} from './model.ts';
export { startSimulator } from './simulator.ts';
