using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;

namespace LinkageService.Console.Pages.Runs.Payments;

/// <summary>What is said of an attempt to pay, in a few words.</summary>
internal static class PaymentSentences
{
    /// <summary>What happened last, and when.</summary>
    public static LocalizedText Lately(PaymentAttemptRow row)
    {
        var nth = row.Attempt == 1
            ? LocalizedText.Empty
            : new LocalizedText(Number($"第 {row.Attempt} 次，"), Number($"attempt {row.Attempt}, "));
        var what = row switch
        {
            { State: PaymentStates.Returned } => new LocalizedText(
                $"{row.SentOn} 送出，{row.SettledOn} 退回", $"sent {row.SentOn}, back {row.SettledOn}"),
            { SettledOn: { } on } => new(on, on),
            { SentOn: { } on } => new($"{on} 送银行", $"sent {on}"),
            _ => new("还没有发", "not yet"),
        };
        return new LocalizedText(nth.Zh + what.Zh, nth.En + what.En);
    }

    /// <summary>What is worth knowing of it; empty for nothing.</summary>
    public static LocalizedText Remark(PaymentAttemptRow row)
    {
        var parts = new List<LocalizedText>();
        if (row.Reason is { } reason)
        {
            var title = ReturnReasons.Of(reason).Title;
            parts.Add(row.Words is { } words
                ? new($"{title.Zh}（银行：{words}）", title.En)
                : title);
        }

        if (row.Collector is { } collector)
        {
            var relation = PayeeRelations.Title(row.Relation!);
            parts.Add(new($"代领：{collector}（{relation.Zh}）", $"collected by the {relation.En}"));
        }

        if (row.WaitsForConfirmation)
        {
            parts.Add(new("新账号等另一人核对", "the changed account waits for a second person"));
        }

        if (row.Note is { } note)
        {
            parts.Add(new(note, "noted: see its history"));
        }

        return new LocalizedText(string.Join("；", parts.Select(part => part.Zh)), string.Join("; ", parts.Select(part => part.En)));
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
