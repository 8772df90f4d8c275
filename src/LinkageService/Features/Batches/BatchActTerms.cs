using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Features.Life;

namespace LinkageService.Features.Batches;

/// <summary>What <c>batch_act.terms</c> keeps: what holds for every run of an act.</summary>
/// <param name="From">Of a notice, its first day; null for the day it is carried out.</param>
/// <param name="NoticeDays">Of a notice, how long it lasts; null for the standard of each organisation.</param>
/// <param name="Objections">Of a notice, where objections are raised; null where nobody says.</param>
/// <param name="On">Of a payment, its day; null for the day it is carried out.</param>
internal sealed record BatchActTerms(DateOnly? From, int? NoticeDays, ObjectionChannel? Objections, DateOnly? On)
{
    /// <summary>Nothing stated.</summary>
    public static BatchActTerms None { get; } = new(null, null, null, null);

    /// <summary>Reads the column.</summary>
    public static BatchActTerms Read(string terms) => JsonSerializer.Deserialize(terms, BatchJson.Default.BatchActTerms)!;

    /// <summary>As the column keeps it.</summary>
    public string Text() => JsonText.Of(this, BatchJson.Default.BatchActTerms);
}

/// <summary>What <c>batch_act_run.terms</c> keeps: what holds for one run, which is approved.</summary>
/// <param name="Digest">The digest that was voted on; null for that of the run.</param>
/// <param name="Meeting">The record of the meeting; null where none is needed.</param>
/// <param name="RepeatReason">Why it is paid beside another run of the year; null where nobody said.</param>
/// <param name="Overrides">The blocking checks that are let pass; null for none.</param>
internal sealed record BatchActOwnTerms(
    string? Digest, RunMeeting? Meeting, string? RepeatReason, IReadOnlyList<CheckOverride>? Overrides)
{
    /// <summary>Nothing of its own.</summary>
    public static BatchActOwnTerms None { get; } = new(null, null, null, null);

    /// <summary>Reads the column.</summary>
    public static BatchActOwnTerms Read(string terms) =>
        terms.Length == 0 ? None : JsonSerializer.Deserialize(terms, BatchJson.Default.BatchActOwnTerms)!;

    /// <summary>As the column keeps it; empty for nothing of its own.</summary>
    public string Text() => this == None ? "" : JsonText.Of(this, BatchJson.Default.BatchActOwnTerms);
}
