using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Storage.Runs;

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
    public string State(string state) => state switch
    {
        RunStates.Draft => T("草稿", "draft"),
        RunStates.Submitted => T("已提交", "submitted"),
        RunStates.Disclosed => T("公示中", "on public notice"),
        RunStates.Approved => T("已审批", "approved"),
        RunStates.Paid => T("已发放", "paid"),
        RunStates.Closed => T("已办结", "closed"),
        RunStates.Cancelled => T("已取消", "cancelled"),
        _ => state,
    };

    /// <summary>A stored date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(string stored) => Date(Dates.Read(stored));

    /// <summary>A date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(DateOnly date) => IsChinese
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日")
        : Dates.Text(date);
}
