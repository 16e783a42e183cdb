import type { AppearanceKind, PopulationService, TruthJob, TruthSummary } from '../model.ts';
import { profileOf } from './profile.ts';
import type { Job } from './records.ts';
import type { World } from './world.ts';

/** A job as it really is, with every record that shows or has shown it. */
export function truthOf(world: World, job: Job): TruthJob {
  const { occupation, employer, place } = profileOf(world.seed, job, 0);
  return {
    id: jobId(job),
    occupation: occupation.key,
    enterpriseNumber: employer.enterpriseNumber,
    postcode: place.postcode,
    resembles: job.likeness === null ? null : { job: jobId(job.likeness.of), how: job.likeness.how },
    appearances: job.appearances.map((appearance) => ({
      service: appearance.service,
      reference: world.reference(appearance),
      live: appearance.live,
      kind: appearance.kind,
    })),
  };
}

export function summaryOf(world: World): Omit<TruthSummary, 'day' | 'steps'> {
  const live: Record<PopulationService, number> = { vdab: 0, actiris: 0, forem: 0 };
  const kinds: Record<AppearanceKind, number> = { original: 0, echo: 0, 'channel-twin': 0, repost: 0 };
  let [liveJobs, merges] = [0, 0];
  for (const job of world.jobs) {
    const shown = job.appearances.filter((appearance) => appearance.live);
    for (const { service, kind } of shown) {
      live[service] += 1;
      kinds[kind] += 1;
    }
    if (shown.length > 0) liveJobs += 1;
    merges += Math.max(0, shown.length - 1);
  }
  return { seed: world.seed, jobs: world.jobs.length, liveJobs, live, merges, kinds };
}

function jobId({ index }: Job): string {
  return `job-${index}`;
}
