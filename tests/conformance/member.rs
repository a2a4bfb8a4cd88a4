//! The member that an author means: by name, `支部/姓名`, or `姓名（编号）`.

use serde_json::Value;

/// The one member who is called so; a message where it is nobody, or several.
pub fn find<'a>(members: &'a [Value], words: &str) -> Result<&'a Value, String> {
    let mut fitting = members.iter().filter(|member| is_called(member, words));
    match (fitting.next(), fitting.next()) {
        (Some(member), None) => Ok(member),
        (None, _) => Err("no such member".to_owned()),
        (Some(_), Some(_)) => Err("several members are called so".to_owned()),
    }
}

/// Whether a member of a result, or someone honoured in it, is called so.
pub fn is_called(member: &Value, words: &str) -> bool {
    let text = |key: &str| member[key].as_str().unwrap_or_default();
    let fits = |words: &str| words == text("name") || words == format!("{}（{}）", text("name"), text("id"));
    fits(words) || words.split_once('/').is_some_and(|(branch, name)| branch == text("branch") && fits(name))
}
