using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Exports;

/// <summary>One of the two languages of an export.</summary>
/// <param name="IsChinese">Chinese, or English.</param>
internal readonly record struct ExportWords(bool IsChinese)
{
    /// <summary>The words in this language.</summary>
    public string T(string zh, string en) => IsChinese ? zh : en;

    /// <summary>The words in this language; what a document says in one language only serves both.</summary>
    public string Of(LocalizedText words) => (IsChinese || words.En.Length == 0) && words.Zh.Length > 0 ? words.Zh : words.En;

    /// <summary>The total of a household: what the run itself gives it, or changes.</summary>
    public string Total(bool isCorrection) => isCorrection ? Of(Words.DifferenceInAll) : T("合计", "Total");

    /// <summary>What stands after the total: in a run that settles earlier corrections, and in a correction; in this order.</summary>
    public (string First, string Second) AfterTotal(bool isCorrection) => isCorrection
        ? (Of(Words.PaidNow), Of(Words.LeftToLater))
        : (Of(Words.SettledBefore), Of(Words.PaidOut));

    /// <summary>Income tax that is withheld.</summary>
    public string TaxWithheld(bool isCorrection) => Of(Words.TaxWithheld(isCorrection));

    /// <summary>Debts that are set off.</summary>
    public string SetOff => Of(Words.SetOff);

    /// <summary>Where a run stands.</summary>
    public string State(string state) => Of(Words.State(state));

    /// <summary>A stored date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(string stored) => Date(Dates.Read(stored));

    /// <summary>A date: 2026年1月5日, or 2026-01-05.</summary>
    public string Date(DateOnly date) => IsChinese
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日")
        : Dates.Text(date);
}
