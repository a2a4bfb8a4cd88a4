//! How members are called where everybody can read it.

use std::collections::BTreeMap;

use super::Mask;
use crate::model::strokes::surname;
use crate::model::text::{person, split_remark};
use crate::reports::MemberResult;

/// How the members of one branch are called, one for each. Those who would be called alike have their number behind.
pub fn called(members: &[&MemberResult], mask: Mask) -> Vec<String> {
    let plain: Vec<String> = members.iter().map(|member| one(member, mask)).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *times.entry(name).or_default() += 1;
    }
    let called = plain.iter().zip(members).map(|(name, member)| {
        let is_alone = times.get(name.as_str()) == Some(&1) || mask == Mask::Number;
        if is_alone || member.id.is_empty() { name.clone() } else { format!("{name}（{}）", member.id) }
    });
    called.collect()
}

fn one(member: &MemberResult, mask: Mask) -> String {
    match mask {
        Mask::None => member.name.clone(),
        Mask::Name => masked_name(&member.name),
        Mask::Number if member.id.is_empty() => "—".to_owned(),
        Mask::Number => member.id.clone(),
    }
}

/// The surname, and one star for the rest however long it is. A name with a dot in it has no surname: its first character.
fn masked_name(name: &str) -> String {
    let name = person(split_remark(name).0);
    let kept = if name.contains('·') { name.chars().take(1).collect() } else { surname(&name).to_owned() };
    format!("{kept}*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surname_is_kept_and_nothing_else() {
        for (name, shown) in [
            ("王伟", "王*"),
            ("王建国", "王*"),
            ("欧阳云", "欧阳*"),
            ("欧阳", "欧*"),
            ("诸葛大力", "诸葛*"),
            ("王　伟（东河村）", "王*"),
            ("阿依古丽·买买提", "阿*"),
            ("阿依古丽.买买提", "阿*"),
        ] {
            assert_eq!(masked_name(name), shown, "{name}");
        }
    }
}
