using LinkageService.Engine.Problems;

namespace LinkageService.Documents;

/// <summary>Which of two languages a command answers in.</summary>
/// <param name="IsEnglish">English instead of Chinese.</param>
internal readonly record struct Language(bool IsEnglish)
{
    public string Of(LocalizedText words) => IsEnglish ? words.En : words.Zh;

    public string Of(string zh, string en) => IsEnglish ? en : zh;
}
