using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Runs;

/// <summary>Who did what in the life of a run, and when. What has not happened is left out.</summary>
internal sealed record RunLife
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>When it was handed in.</summary>
    public string? SubmittedAt { get; init; }

    /// <summary>Who handed it in.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>The first day of its public notice.</summary>
    public string? DisclosedOn { get; init; }

    /// <summary>Days of public notice.</summary>
    public int? NoticeDays { get; init; }

    /// <summary>When the notice was noted here.</summary>
    public string? DisclosedAt { get; init; }

    /// <summary>Who noted it.</summary>
    public string? DisclosedBy { get; init; }

    /// <summary>The meeting that voted on it.</summary>
    public RunMeeting? Meeting { get; init; }

    /// <summary>Why it is paid although another run of the year by the same scheme stood when it was approved.</summary>
    public string? RepeatReason { get; init; }

    /// <summary>When it was approved.</summary>
    public string? ApprovedAt { get; init; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The digest that was approved.</summary>
    public string? ApprovedDigest { get; init; }

    /// <summary>The day of the payment.</summary>
    public string? PaidOn { get; init; }

    /// <summary>When the payment was noted here.</summary>
    public string? PaidAt { get; init; }

    /// <summary>Who noted it.</summary>
    public string? PaidBy { get; init; }

    /// <summary>When it was closed.</summary>
    public string? ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it was cancelled.</summary>
    public string? CancelledAt { get; init; }

    /// <summary>Who cancelled it.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>What its life adds to the findings of legal checks; answers list them among <c>checks</c>.</summary>
    public IReadOnlyList<CheckFinding>? Checks { get; init; }

    /// <summary>Reads <c>run.progress</c>.</summary>
    public static RunLife Read(string progress) => JsonSerializer.Deserialize<RunLife>(progress, Options)!;

    /// <summary>As <c>run.progress</c> keeps it.</summary>
    public string Text() => JsonSerializer.Serialize(this, Options);

    /// <summary>As answers show it.</summary>
    public void Write(Utf8JsonWriter json) => JsonSerializer.Serialize(json, this with { Checks = null }, Options);

    /// <summary>The same life with one finding more.</summary>
    public RunLife With(CheckFinding finding) => this with { Checks = [.. Checks ?? [], finding] };
}

/// <summary>The record of the meeting that voted on a run.</summary>
/// <param name="Date">The day, such as 2026-01-20.</param>
/// <param name="Due">Those entitled to vote.</param>
/// <param name="Present">Those of them who came.</param>
/// <param name="InFavour">Those of them who voted for it.</param>
/// <param name="Kind">members or delegates.</param>
internal sealed record RunMeeting(string Date, int Due, int Present, int InFavour, string Kind);
