using LinkageService.Console;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports;

/// <summary>One of the two languages of an export.</summary>
/// <param name="IsChinese">Chinese, or English.</param>
internal readonly record struct ExportWords(bool IsChinese)
{
    /// <summary>The words in this language.</summary>
    public string T(string zh, string en) => IsChinese ? zh : en;

    /// <summary>The words in this language; what a document says in one language only serves both.</summary>
    public string Of(LocalizedText words) => (IsChinese || words.En.Length == 0) && words.Zh.Length > 0 ? words.Zh : words.En;

    /// <summary>Where a run stands.</summary>
    public string State(string state) => Of(Words.State(state));

    /// <summary>A stored date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(string stored) => Date(Dates.Read(stored));

    /// <summary>A date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(DateOnly date) => IsChinese
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日")
        : Dates.Text(date);
}
