//! What a worker may use up, set by itself before it looks at anything.

/// Bytes of address space.
#[cfg(unix)]
const MEMORY: u64 = 512 << 20;
/// Seconds of computing.
#[cfg(unix)]
const SECONDS: u64 = 5;

/// Limits this process; there is no way back.
#[cfg(unix)]
pub(super) fn limit_this_process() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    for (resource, limit) in
        [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0), (Resource::Fsize, 0)]
    {
        // A system that lacks one of them has the others, and the clock of the parent.
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    }
}

/// On Windows the clock of the parent is the only limit: a limit of memory takes a job object, which no crate in the
/// tree offers without unsafe code of ours.
#[cfg(not(unix))]
pub(super) fn limit_this_process() {}
