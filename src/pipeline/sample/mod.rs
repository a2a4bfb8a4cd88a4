//! `sample`: which branches and which of their entries are looked into, drawn so that anybody can draw the same again.
//!
//! The one source of chance is a seed that people publish; nothing is remembered between draws but the check lists.

mod audit;
mod draw;
mod earlier;
mod facts;
mod frame;

pub use audit::audited;

use std::path::PathBuf;

use self::draw::{Candidate, Placed, VERSION, draw_branches};
use self::earlier::{Earlier, is_due, read_earlier};
use super::branch_names::branch_named;
use super::options::Settings;
use super::{Options, Outcome, Progress, RunError, run};
use crate::model::masked;
use crate::model::text::compact;
use crate::render::xlsx::{RenderError, write_book};
use crate::reports::{Sample, SampledBranch, sample_book};

/// The longest seed, in characters.
const SEED_LENGTH: usize = 200;

/// What is asked of a draw.
#[derive(Clone, Debug, Default)]
pub struct SampleOptions {
    /// The workbooks, and how they are read.
    pub run: Options,
    /// The seed.
    pub seed: Option<String>,
    /// Check lists of earlier draws.
    pub after: Vec<PathBuf>,
    /// Whether each part of the organisation tree is drawn from by itself.
    pub strata: bool,
    /// How many entries of each branch are drawn.
    pub entries: usize,
}

/// A draw.
#[derive(Debug)]
pub struct Drawn {
    /// What was drawn, among what.
    pub sample: Sample,
    /// The check list, as a workbook; the same bytes in each run.
    pub bytes: Vec<u8>,
    /// What was assumed because nobody said it.
    pub assumed: Vec<String>,
}

/// Why nothing was drawn: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The workbooks cannot be read.
    #[error(transparent)]
    Run(#[from] RunError),
    /// There is no seed.
    #[error(
        "没有写种子，没有抽。抽查要用一个事先谁也不知道、事后谁都查得到的号码，\
         例如各支部报表收齐以后第一期彩票的开奖号码：--seed \"双色球2025149期 03 08 17 22 26 31 05\"。"
    )]
    NoSeed,
    /// The seed cannot be used.
    #[error("种子「{seed}」不能用：{because}。请换一个种子。")]
    Seed {
        /// The seed.
        seed: String,
        /// Why.
        because: String,
    },
    /// An earlier check list cannot be used.
    #[error("以前的抽查清单「{}」不能用：{message}。", path.display())]
    After {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// There are no strata.
    #[error(
        "要分层抽，可是没有一个支部写明了上级组织。请在配置文件的 [[branch]] 里写 path，\
         例如 path = [\"清河镇党委\", \"农村党总支\"]，第二级就是一层；或者去掉 --strata。"
    )]
    NoStrata,
    /// There is no branch.
    #[error("没有读到一个支部，没有抽。用 jifen check --explain-layout 可以看每张表认成了什么。")]
    NoBranches,
    /// The check list cannot be written.
    #[error("写不出抽查清单：{0}")]
    Write(#[from] RenderError),
}

/// Draws branches and entries, and makes the check list.
///
/// # Errors
/// [`SampleError`] where nothing can be drawn.
pub fn sample(options: &SampleOptions, progress: &dyn Progress) -> Result<Drawn, SampleError> {
    let seed = usable(options.seed.as_deref())?;
    let mut settings = Settings::new(&options.run)?;
    let outcome = run(&options.run, progress)?;
    // Those of the organisation workbook are drawn from too.
    settings.profile.branch.clone_from(&outcome.kept.listed);
    let township = outcome.kept.township.as_deref();
    let come: Vec<&str> = outcome.branches().into_iter().map(|(_, branch)| &*branch.name).collect();
    let named = |name: &str| branch_named(&compact(name), &settings, township, come.iter().copied());
    let draws = read_earlier(&options.after, named)?;
    if let Some(same) = draws.iter().find(|draw| draw.seed == seed) {
        let because = format!("{} 的抽查已经用过它", same.told.period);
        return Err(SampleError::Seed { seed, because });
    }
    if let Some(later) = draws.iter().find(|draw| draw.period.to() > outcome.kept.period.to()) {
        let message = format!("它是 {} 的，比这次抽的 {} 还晚", later.period, outcome.kept.period);
        return Err(SampleError::After { path: later.path.clone(), message });
    }
    let candidates = candidates(&outcome, &settings, &draws, options.strata);
    if candidates.is_empty() {
        return Err(SampleError::NoBranches);
    }
    if options.strata && candidates.iter().all(|one| one.stratum == WITHOUT_STRATUM) {
        return Err(SampleError::NoStrata);
    }
    let placed = draw_branches(&seed, &candidates);
    let sample = Sample {
        version: VERSION.to_owned(),
        township: outcome.result.township.clone(),
        period: outcome.result.period.clone(),
        rules: rules_in_words(&outcome),
        is_stratified: options.strata,
        entries: options.entries,
        files: outcome.result.files.iter().map(|file| (masked(&file.path).into_owned(), file.sha256.clone())).collect(),
        branches: candidates
            .into_iter()
            .zip(placed)
            .map(|(candidate, placed)| branch(candidate, placed, &draws, &outcome, &seed, options.entries))
            .collect(),
        after: draws.into_iter().map(|draw| draw.told).collect(),
        seed,
    };
    let bytes = write_book(&sample_book(&sample))?;
    Ok(Drawn { sample, bytes, assumed: outcome.assumed })
}

/// By which rules was reckoned.
fn rules_in_words(outcome: &Outcome) -> String {
    let named = |one: &Outcome| format!("{}，版本 {}（{}）", one.rules.title, one.rules.version, one.rules.id);
    outcome.by_rules().into_iter().map(named).collect::<Vec<_>>().join("；")
}

/// The stratum of branches that stand below none, where others do.
const WITHOUT_STRATUM: &str = "直属";
/// The level of the organisation tree that makes strata, counted from 0.
const LEVEL: usize = 1;

/// A seed that can be published and typed again.
fn usable(seed: Option<&str>) -> Result<String, SampleError> {
    let seed = seed.map(str::trim).filter(|seed| !seed.is_empty()).ok_or(SampleError::NoSeed)?;
    let because = if seed.contains('|') {
        "里面有「|」，摘要里用它隔开"
    } else if seed.contains(char::is_control) {
        "里面有换行或看不见的字符"
    } else if seed.chars().count() > SEED_LENGTH {
        "太长"
    } else if masked(seed) != seed {
        "里面有像身份证、电话或银行卡号的一串数字，种子是要公布的"
    } else {
        return Ok(seed.to_owned());
    };
    Err(SampleError::Seed { seed: masked(seed).into_owned(), because: because.to_owned() })
}

/// The branches of the profile and those that were read: who hands nothing in can be drawn like all others.
fn candidates(outcome: &Outcome, settings: &Settings, draws: &[Earlier], strata: bool) -> Vec<Candidate> {
    let read = outcome.branches().into_iter().map(|(_, branch)| (branch.name.to_string(), branch.path.clone()));
    let mut all: Vec<(String, Vec<String>)> = read.collect();
    for branch in &settings.profile.branch {
        if all.iter().all(|(name, _)| *name != branch.name) {
            let path = branch.path.iter().chain([&branch.name]).cloned().collect();
            all.push((branch.name.clone(), path));
        }
    }
    let stratum = |path: &[String]| match path.get(LEVEL) {
        Some(level) if strata && path.len() > LEVEL + 1 => level.clone(),
        _ => WITHOUT_STRATUM.to_owned(),
    };
    let candidate = |(name, path): (String, Vec<String>)| {
        // What is printed is what is drawn by.
        let name = masked(&name).into_owned();
        Candidate { stratum: stratum(&path), due: is_due(draws, &name), name }
    };
    all.into_iter().map(candidate).collect()
}

fn branch(
    candidate: Candidate,
    placed: Placed,
    draws: &[Earlier],
    outcome: &Outcome,
    seed: &str,
    count: usize,
) -> SampledBranch {
    let read = outcome.branches().into_iter().find(|(_, branch)| masked(&branch.name) == candidate.name);
    let entries = match read {
        Some((rules, branch)) if placed.drawn => frame::entries(branch, rules, outcome, seed, count),
        _ => Vec::new(),
    };
    SampledBranch {
        before: draws.iter().map(|draw| draw.drawn.contains(&candidate.name)).collect(),
        name: candidate.name,
        stratum: candidate.stratum,
        is_due: candidate.due,
        has_workbook: read.is_some(),
        digest: placed.digest,
        place: placed.place,
        drawn: placed.drawn,
        entries,
    }
}
