//! Measuring: pairs in turn, medians, wall and processor time, threads held to one processor.

use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;

/// What one run took.
#[derive(Clone, Copy)]
pub struct Taken {
    pub wall: Duration,
    /// Of all threads of this process together: the neighbours on a shared machine do not count.
    pub processor: Duration,
}

/// Runs once and measures.
pub fn taken<T>(work: impl FnOnce() -> T) -> Taken {
    let (before, begin) = (processor_time(), Instant::now());
    let result = work();
    let taken = Taken { wall: begin.elapsed(), processor: processor_time().saturating_sub(before) };
    std::hint::black_box(result);
    taken
}

/// The medians of so many runs, after one to warm up.
pub fn median_taken<T>(times: usize, mut work: impl FnMut() -> T) -> Taken {
    std::hint::black_box(work());
    medians((0..times).map(|_| taken(&mut work)).collect())
}

/// The medians of several works, each done so often, in turn.
pub fn in_turn(times: usize, works: &mut [(&str, &mut dyn FnMut())]) -> Vec<Taken> {
    let mut taken_by: Vec<Vec<Taken>> = works.iter().map(|_| Vec::new()).collect();
    for round in 0..=times {
        for ((_, work), all) in works.iter_mut().zip(&mut taken_by) {
            let taken = taken(&mut *work);
            // The first round warms up.
            all.extend((round > 0).then_some(taken));
        }
    }
    taken_by.into_iter().map(medians).collect()
}

/// Bare work and ours, measured in turn, so that a busy moment of the machine hits both alike.
pub struct Pairs {
    bare: Vec<Taken>,
    ours: Vec<Taken>,
}

impl Pairs {
    /// Measures both in a pool of so many threads; of one, on one processor.
    pub fn measure<B, T>(
        pairs: usize,
        threads: usize,
        mut bare: impl FnMut() -> B + Send,
        mut ours: impl FnMut() -> T + Send,
    ) -> Self {
        in_pool(threads, || {
            std::hint::black_box((bare(), ours()));
            let (bare, ours) = (0..pairs).map(|_| (taken(&mut bare), taken(&mut ours))).unzip();
            Self { bare, ours }
        })
    }

    /// The medians of both sides and of the ratios of pairs; and the ratio of the quickest runs.
    pub fn line(self, threads: usize) -> String {
        let ratios = |time: fn(&Taken) -> Duration| {
            let each = self.bare.iter().zip(&self.ours);
            let mut ratios: Vec<f64> = each.map(|(b, o)| time(o).as_secs_f64() / time(b).as_secs_f64()).collect();
            ratios.sort_by(f64::total_cmp);
            let quickest = |side: &[Taken]| side.iter().map(time).min().unwrap_or_default().as_secs_f64();
            (ratios[ratios.len() / 2], quickest(&self.ours) / quickest(&self.bare))
        };
        let (wall, wall_quickest) = ratios(|taken| taken.wall);
        let (processor, _) = ratios(|taken| taken.processor);
        let (bare, ours) = (medians(self.bare.clone()), medians(self.ours.clone()));
        let with_processor =
            if ours.processor > ours.wall / 2 { format!(", of processor time {processor:.2}") } else { String::new() };
        format!(
            "  {threads} thread(s): bare {}, ours {}: RATIO {wall:.2} (of the quickest {wall_quickest:.2}{with_processor})",
            shown(bare),
            shown(ours),
        )
    }
}

/// `142.1 ms (processor 140.0 ms)`.
pub fn shown(taken: Taken) -> String {
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    format!("{:.1} ms (processor {:.1} ms)", ms(taken.wall), ms(taken.processor))
}

/// Does the work in a pool of so many threads. One thread keeps to one processor, with all that it starts.
pub fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = || ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
    if threads == 1 { on_one_processor(|| pool().install(work)) } else { pool().install(work) }
}

fn medians(mut taken: Vec<Taken>) -> Taken {
    let mut median = |time: fn(&Taken) -> Duration| {
        taken.sort_by_key(time);
        taken.get(taken.len() / 2).map(time).unwrap_or_default()
    };
    Taken { wall: median(|taken| taken.wall), processor: median(|taken| taken.processor) }
}

#[cfg(target_os = "linux")]
fn on_one_processor<T>(work: impl FnOnce() -> T) -> T {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let allowed = sched_getaffinity(None).expect("the processors allowed");
    let mut one = CpuSet::new();
    one.set((0..CpuSet::MAX_CPU).find(|number| allowed.is_set(*number)).unwrap_or(0));
    sched_setaffinity(None, &one).expect("one of the processors allowed");
    let done = work();
    sched_setaffinity(None, &allowed).expect("the processors that were allowed before");
    done
}

/// Other systems keep their threads where they like.
#[cfg(not(target_os = "linux"))]
fn on_one_processor<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn processor_time() -> Duration {
    Duration::ZERO
}
