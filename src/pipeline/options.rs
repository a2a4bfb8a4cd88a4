//! What a run is asked to do, and what it takes from the profile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::own_rules::{OwnRules, Tongue, Whose, own_rules_of};
use super::papers::Paper;
use super::profile::{FILE_NAME, OneOrMany, Profile};
use super::publishing::{PublishOptions, Publishing};
use super::rule_file::rules_of_run;
use super::run_error::RunError;
use super::stand_ins::StandIns;
use super::{closed, forms, papers, previous};
use crate::layout::{Columns, Hints};
use crate::model::text::compact;
use crate::model::{Period, Window};
use crate::rules::{RuleSet, Scope, default_id};

/// What the user asked for. What is `None` comes from the profile, then from the product's defaults.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Id or path of a rule set.
    pub rules: Option<String>,
    /// A period's label.
    pub period: Option<String>,
    /// The calendar year in which the programme began.
    pub programme_start: Option<i32>,
    /// What is later is in the future.
    pub report_date: Option<NaiveDate>,
    /// Over whom quotas are reckoned.
    pub quota_scope: Option<Scope>,
    /// File with decisions.
    pub decisions: Option<PathBuf>,
    /// Earlier years: archives, results, folders that hold one.
    pub previous: Vec<PathBuf>,
    /// File with waivers.
    pub waivers: Option<PathBuf>,
    /// File with objections.
    pub objections: Option<PathBuf>,
    /// File with the branches that the township expects.
    pub organisation: Option<PathBuf>,
    /// Earlier workbooks of the same branches, a file or a folder.
    pub against: Option<PathBuf>,
    /// Check lists that were filled in.
    pub audits: Vec<PathBuf>,
    /// Whether periods that were closed before are compared with what is reckoned for them today, and where they are kept:
    /// files and folders; with none, what the profile names, else the folders 结账 beside the inputs.
    pub closed: Option<Vec<PathBuf>>,
    /// Whether each member's score at the end of each month or quarter is wanted.
    pub series: Option<Window>,
    /// The profile, where it does not lie beside the inputs.
    pub profile: Option<PathBuf>,
    /// Warnings are errors.
    pub strict: bool,
    /// Whether and how results are made public.
    pub publish: PublishOptions,
    /// Of a run over an archive: where what is called by a name lies in it.
    pub stand_ins: StandIns,
    /// Whether the paths may lie in an archive, which otherwise is no input: the archived year is reckoned again.
    pub in_archive: bool,
}

/// Options and profile together.
#[derive(Clone)]
pub struct Settings {
    /// The files and folders.
    pub paths: Vec<PathBuf>,
    /// The rules, with the township's own quota scope.
    pub rules: RuleSet,
    /// The rule sets of single branches, where the profile names any.
    pub own_rules: Vec<OwnRules>,
    /// The branches that these rules are for.
    pub whose: Whose,
    /// The period, where it was named.
    pub period: Option<Period>,
    /// The township, where the profile names it.
    pub township: Option<String>,
    /// The file with decisions.
    pub decisions: Option<PathBuf>,
    /// Earlier years: archives, results, folders that hold one.
    pub previous: Vec<PathBuf>,
    /// The file with waivers, where one is named.
    pub waivers: Option<PathBuf>,
    /// The organisation workbook, where one is named.
    pub organisation: Option<PathBuf>,
    /// The file with objections, where one is named.
    pub objections: Option<PathBuf>,
    /// The register of what was made public, where one is named.
    pub publicity_register: Option<PathBuf>,
    /// The table of holidays, where one is named.
    pub holidays: Option<PathBuf>,
    /// How results are made public, where that is asked for.
    pub publishing: Option<Publishing>,
    /// The township's papers that lie beside the inputs.
    pub papers_beside: Vec<PathBuf>,
    /// Whether an organisation workbook lists the branches.
    pub has_organisation: bool,
    /// Whether these are the workbooks that the branches handed in before.
    pub is_earlier: bool,
    /// Whether waivers are followed: earlier workbooks are looked at as they were.
    pub follows_waivers: bool,
    /// Earlier workbooks of the same branches.
    pub against: Option<PathBuf>,
    /// Check lists that were filled in.
    pub audits: Vec<PathBuf>,
    /// The results that were kept when periods were closed.
    pub closed: Vec<PathBuf>,
    /// Whether each member's score at the end of each month or quarter is wanted.
    pub series: Option<Window>,
    /// Files and folders that are no inputs, though they may lie among them.
    pub apart: Vec<PathBuf>,
    /// The honours that the profile says are not given this year, by title, without spaces.
    pub honours_not_held: Vec<String>,
    /// The profile.
    pub profile: Profile,
    /// Where the profile lies, where there is one.
    pub profile_path: Option<PathBuf>,
    /// Of a run over an archive: where what is called by a name lies in it.
    pub stand_ins: StandIns,
    /// What the layout room is told.
    pub hints: Hints,
    /// That a rule set was assumed, where nobody named one.
    pub assumed_rules: Option<String>,
    /// What else was assumed.
    pub assumed: Vec<String>,
    /// What is later is in the future; without it, what is later than the period.
    pub report_date: Option<NaiveDate>,
    /// Warnings are errors.
    pub strict: bool,
    /// Another rule set by whose prices 分值 may have been written.
    pub prices_of: Option<RuleSet>,
    /// The calendar year in which the programme began, where somebody said it.
    pub programme_start: Option<i32>,
    /// Whether the paths may lie in an archive.
    pub in_archive: bool,
}

impl Settings {
    /// Reads profile and rules.
    ///
    /// # Errors
    /// [`RunError`] where one of them is wrong.
    pub fn new(options: &Options) -> Result<Self, RunError> {
        let stand_ins = &options.stand_ins;
        let profile_path =
            options.profile.clone().or_else(|| beside_inputs(&options.paths).filter(|_| !stand_ins.alone));
        let mut profile = profile_path.as_deref().map(Profile::read).transpose()?.unwrap_or_default();
        stand_ins.only_recorded(&mut profile, options)?;
        let base = profile_path.as_deref().and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
        let (mut assumed_rules, mut assumed) = (None, Vec::new());
        let named = options.rules.clone().or_else(|| profile.rules.clone());
        let mut rules = match &named {
            Some(name) => rules_of_run(name, if options.rules.is_some() { Path::new("") } else { &base }, stand_ins)?,
            None => {
                let assumed = stand_ins.default_rules.clone().unwrap_or_else(default_id);
                let rules = rules_of_run(&assumed, Path::new(""), stand_ins)?;
                assumed_rules = Some(format!("没有指明规则集，按「{}」（{}）计算。", rules.title, rules.id));
                rules
            }
        };
        let has_own = profile.branch.iter().any(|branch| branch.rules.is_some());
        let mut others = match profile_path.as_deref().filter(|_| has_own) {
            Some(path) if options.rules.is_none() => own_rules_of(&profile, path, &rules, stand_ins)?,
            Some(_) => {
                assumed.push("命令行上写了规则集，配置文件给各支部写的 rules 没有用到。".to_owned());
                Vec::new()
            }
            None => Vec::new(),
        };
        if let Some(scope) = options.quota_scope.or(profile.quota_scope) {
            let all = std::iter::once(&mut rules).chain(others.iter_mut().map(|(rules, _)| rules));
            all.for_each(|rules| rules.quota.scope = scope);
        }
        let label = options.period.clone().or_else(|| profile.period.as_ref().map(super::profile::Label::text));
        let period = label.map(|label| Period::parse(&label).ok_or(RunError::Period(label))).transpose()?;
        let own: BTreeMap<String, Vec<String>> =
            profile.columns.iter().map(|(usual, own)| (usual.clone(), own.to_vec())).collect();
        let columns = Columns::new(&rules, &own);
        let others_columns: Vec<Columns> = others.iter().map(|(rules, _)| Columns::new(rules, &own)).collect();
        let is_known = |name: &String| columns.knows(name) || others_columns.iter().any(|it| it.knows(name));
        if let Some(name) = own.keys().find(|name| !is_known(name)) {
            return Err(RunError::Column { path: profile_path.unwrap_or_default(), name: name.clone() });
        }
        let year = period.map(|period| period.year());
        let tongues: Vec<Tongue<'_>> = others_columns.iter().zip(others.iter().map(|(rules, _)| rules)).collect();
        let (pins, others_pins) = forms::pins(&profile, (&columns, &rules), &tongues, year)
            .map_err(|error| RunError::Profile { path: profile_path.clone().unwrap_or_default(), error })?;
        let hint = |columns, pins| Hints { columns, township: profile.township.clone(), year, pins };
        let hints = hint(columns, pins);
        let others_hints = others_columns.into_iter().zip(others_pins).map(|(columns, pins)| hint(columns, pins));
        let own_rules: Vec<OwnRules> = others
            .into_iter()
            .zip(others_hints)
            .map(|((rules, branches), hints)| OwnRules { rules, hints, branches })
            .collect();
        let decisions = options.decisions.clone().or_else(|| profile.decisions.as_ref().map(|file| base.join(file)));
        let mut previous = options.previous.clone();
        if previous.is_empty() {
            previous = profile.previous.iter().flat_map(OneOrMany::to_vec).map(|file| base.join(file)).collect();
        }
        if !options.in_archive {
            previous = previous.into_iter().flat_map(previous::each_book).collect();
        }
        let looks_back = |rules: &RuleSet| previous::table_of(rules).is_some();
        let looks_back = looks_back(&rules) || own_rules.iter().any(|own| looks_back(&own.rules));
        for path in previous.iter().filter(|path| !looks_back && !previous::is_result(path) && path.exists()) {
            assumed.push(format!("规则集「{}」不看上一年度档案，「{}」没有用到。", rules.id, path.display()));
        }
        let in_profile = profile.publicity.as_ref();
        let named = |file: Option<&String>| file.map(|file| stand_ins.place(file, &base));
        let folders = closed::folders(&options.paths);
        let closed = match &options.closed {
            Some(named) => closed::files(named, &profile, &base, &folders)?,
            None => Vec::new(),
        };
        Ok(Self {
            publishing: Publishing::of(in_profile, &options.publish, &base),
            publicity_register: named(in_profile.and_then(|publicity| publicity.register.as_ref())),
            holidays: named(in_profile.and_then(|publicity| publicity.holidays.as_ref())),
            honours_not_held: profile.honours_not_held.iter().map(|title| compact(title)).collect(),
            previous,
            objections: options.objections.clone().or_else(|| profile.objections.as_ref().map(|file| base.join(file))),
            organisation: options
                .organisation
                .clone()
                .or_else(|| profile.organisation.as_ref().map(|file| base.join(file))),
            papers_beside: papers::beside(&options.paths),
            has_organisation: false,
            is_earlier: false,
            follows_waivers: true,
            waivers: options.waivers.clone().or_else(|| profile.waivers.as_ref().map(|file| base.join(file))),
            against: options.against.clone(),
            audits: options.audits.clone(),
            closed,
            series: options.series,
            apart: options.against.iter().chain(&options.audits).cloned().chain(folders).collect(),
            paths: options.paths.clone(),
            rules,
            own_rules,
            whose: Whose::Everyone,
            period,
            township: profile.township.clone(),
            decisions,
            programme_start: options.programme_start.or(profile.programme_start),
            profile,
            profile_path,
            stand_ins: stand_ins.clone(),
            hints,
            assumed_rules,
            assumed,
            report_date: options.report_date,
            strict: options.strict,
            prices_of: None,
            in_archive: options.in_archive,
        })
    }

    /// For workbooks that lie in memory, without a profile.
    #[must_use]
    pub fn in_memory(rules: RuleSet, period: Period) -> Self {
        let columns = Columns::new(&rules, &BTreeMap::new());
        let hints = Hints { columns, township: None, year: Some(period.year()), pins: Vec::new() };
        Self {
            paths: Vec::new(),
            rules,
            own_rules: Vec::new(),
            whose: Whose::Everyone,
            period: Some(period),
            township: None,
            decisions: None,
            previous: Vec::new(),
            waivers: None,
            organisation: None,
            objections: None,
            publicity_register: None,
            holidays: None,
            publishing: None,
            papers_beside: Vec::new(),
            has_organisation: false,
            is_earlier: false,
            follows_waivers: true,
            against: None,
            audits: Vec::new(),
            closed: Vec::new(),
            series: None,
            apart: Vec::new(),
            honours_not_held: Vec::new(),
            profile: Profile::default(),
            profile_path: None,
            stand_ins: StandIns::default(),
            hints,
            assumed_rules: None,
            assumed: Vec::new(),
            report_date: None,
            strict: false,
            prices_of: None,
            programme_start: None,
            in_archive: false,
        }
    }

    /// The same for the workbooks that the branches handed in before; the period is still to be set.
    #[must_use]
    pub fn of_earlier_files(&self, path: PathBuf) -> Self {
        Self {
            paths: vec![path],
            waivers: None,
            organisation: None,
            objections: None,
            publicity_register: None,
            holidays: None,
            publishing: None,
            papers_beside: Paper::Decisions.among(&self.papers_beside),
            has_organisation: self.has_organisation,
            is_earlier: true,
            follows_waivers: false,
            against: None,
            audits: Vec::new(),
            closed: Vec::new(),
            series: None,
            apart: self.paths.clone(),
            assumed_rules: None,
            assumed: Vec::new(),
            prices_of: None,
            ..self.clone()
        }
    }

    /// Whether a whole folder was given, and not single files.
    #[must_use]
    pub fn over_folders(&self) -> bool {
        self.paths.iter().any(|path| path.is_dir())
    }

    /// The same for the same workbooks and a period that was closed before.
    #[must_use]
    pub fn of_closed_period(&self, period: Period) -> Self {
        Self {
            paths: self.paths.clone(),
            waivers: self.waivers.clone(),
            organisation: self.organisation.clone(),
            objections: self.objections.clone(),
            publicity_register: self.publicity_register.clone(),
            papers_beside: self.papers_beside.clone(),
            follows_waivers: self.follows_waivers,
            // Branches go by the names that the township's list gives them, as they did when the period was closed.
            is_earlier: false,
            // What is later than the period is in the future, whatever day the run is of.
            report_date: None,
            apart: self.apart.clone(),
            prices_of: self.prices_of.clone(),
            period: Some(period),
            ..self.of_earlier_files(PathBuf::new())
        }
    }

    /// Whether a file that was found is none of the inputs, but lies where something else was said to be.
    #[must_use]
    pub fn is_apart(&self, location: &Path) -> bool {
        let full = |path: &Path| std::fs::canonicalize(path).ok();
        self.apart.iter().any(|apart| {
            let Some(apart) = full(apart) else { return false };
            let is_asked_for = self.paths.iter().any(|path| full(path).is_some_and(|path| path.starts_with(&apart)));
            !is_asked_for && full(location).is_some_and(|location| location.starts_with(&apart))
        })
    }

    /// Which year of the programme the period lies in, from 1; `None` where nobody said when it began.
    ///
    /// # Errors
    /// [`RunError::ProgrammeStart`] where it began later.
    pub fn programme_year(&self, period: Period) -> Result<Option<u32>, RunError> {
        let Some(start) = self.programme_start else { return Ok(None) };
        let year = period.year();
        match u32::try_from(i64::from(year) - i64::from(start) + 1) {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err(RunError::ProgrammeStart { start, year }),
        }
    }

    /// All that was assumed.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        self.assumed_rules.iter().chain(&self.assumed).cloned().collect()
    }

    /// The period as these rules take it: where a year is settled, a shorter one is what has come together since 1 January.
    #[must_use]
    pub fn takes(&self, period: Period) -> Period {
        if self.settles(period) { period } else { period.cumulative(self.rules.settles) }
    }

    /// The rule set of a branch, called as the run calls it.
    #[must_use]
    pub fn rules_of(&self, branch: &str) -> &RuleSet {
        let own = self.own_rules.iter().find(|own| own.is_for(branch));
        own.map_or(&self.rules, |own| &own.rules)
    }

    /// Whether the rule set settles such a period: grades and stars are given.
    #[must_use]
    pub fn settles(&self, period: Period) -> bool {
        period.window() >= self.rules.settles
    }
}

fn beside_inputs(paths: &[PathBuf]) -> Option<PathBuf> {
    let first = paths.first()?;
    let folder = if first.is_dir() { first.clone() } else { first.parent()?.to_owned() };
    Some(folder.join(FILE_NAME)).filter(|path| path.is_file())
}
