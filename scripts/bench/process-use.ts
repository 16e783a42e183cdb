import { readFileSync } from 'node:fs';

export interface ProcessUse {
  /** Highest resident memory it has had, in MB; null where it cannot be read. */
  readonly peakMemoryMb: number | null;
  /** Of all its threads, so far; null where it cannot be read. */
  readonly cpuSeconds: number | null;
}

/** Ticks a second in which Linux tells CPU time to processes, on every architecture that Node runs on. */
const TICKS = 100;

/** What a running process has used (`VmHWM` of /proc/pid/status, fields 14 and 15 of /proc/pid/stat, on Linux). */
export function processUse(pid: number): ProcessUse {
  try {
    const memory = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const [user, system] = afterName.split(' ').slice(11, 13).map(Number);
    return {
      peakMemoryMb: memory === undefined ? null : Math.round(Number(memory) / 1024),
      cpuSeconds: ((user ?? Number.NaN) + (system ?? Number.NaN)) / TICKS,
    };
  } catch {
    return { peakMemoryMb: null, cpuSeconds: null };
  }
}
