import { readFileSync } from 'node:fs';

/** Highest resident memory a process has had, in MB (`VmHWM` of Linux); null elsewhere or when it has ended. */
export function peakMemoryMb(pid: number): number | null {
  try {
    const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Math.round(Number(line[1]) / 1024);
  } catch {
    return null;
  }
}
