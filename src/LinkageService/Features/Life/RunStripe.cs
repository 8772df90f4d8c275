using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Life;

/// <summary>Where a stage stands.</summary>
internal enum StageStanding
{
    /// <summary>Behind.</summary>
    Done,

    /// <summary>Under way.</summary>
    Now,

    /// <summary>Ahead.</summary>
    Later,
}

/// <summary>One stage of a run.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="From">
/// Of what is done, its day; of a public notice, the first. Of what is under way, since when it waits. Of what is ahead, the earliest
/// day where there is one.
/// </param>
/// <param name="Until">The last day of a public notice that has been put up.</param>
internal sealed record StageOfRun(RunStage Stage, StageStanding Standing, DateOnly? From, DateOnly? Until = null);

/// <summary>The stages of a run, computed from its life: always five, in their order, at most one of them under way.</summary>
public sealed class RunStripe
{
    private RunStripe(IReadOnlyList<StageOfRun> stages) => Stages = stages;

    /// <summary>The five.</summary>
    internal IReadOnlyList<StageOfRun> Stages { get; }

    /// <summary>The last day of the notice: one of 7 days from the 5th is over after the 11th.</summary>
    internal static DateOnly NoticeUntil(RunLife life) => Dates.Read(life.DisclosedOn!).AddDays(life.NoticeDays!.Value - 1);

    /// <summary>The stages of a run that was not cancelled.</summary>
    /// <param name="state">One of <see cref="RunStates"/>.</param>
    /// <param name="createdAt">When it was made, in microseconds.</param>
    /// <param name="life">What happened since.</param>
    /// <param name="today">The present day in China.</param>
    internal static RunStripe Of(string state, long createdAt, RunLife life, DateOnly today)
    {
        DateOnly? until = life.DisclosedOn is null ? null : NoticeUntil(life);
        RunStage? now = state switch
        {
            RunStates.Draft => RunStage.Make,
            RunStates.Submitted => RunStage.Notice,
            RunStates.Disclosed => until >= today ? RunStage.Notice : RunStage.Approve,
            RunStates.Approved => RunStage.Pay,
            RunStates.Paid => RunStage.Close,
            RunStates.Closed => null,
            _ => throw new UnreachableException(),
        };
        var (made, submitted, approved) = (DayOf(createdAt), DayOf(life.SubmittedAt), DayOf(life.ApprovedAt));
        var paid = life.PaidOn is { } on ? Dates.Read(on) : (DateOnly?)null;
        var notice = Stage(RunStage.Notice, submitted, done: null);
        return new RunStripe(
        [
            Stage(RunStage.Make, made, submitted),
            life.DisclosedOn is { } first ? notice with { From = Dates.Read(first), Until = until } : notice,
            Stage(RunStage.Approve, until?.AddDays(1), approved),
            Stage(RunStage.Pay, approved, paid),
            Stage(RunStage.Close, paid, DayOf(life.ClosedAt)),
        ]);

        StageOfRun Stage(RunStage stage, DateOnly? since, DateOnly? done) =>
            now is null || stage < now ? new StageOfRun(stage, StageStanding.Done, done)
            : new StageOfRun(stage, stage == now ? StageStanding.Now : StageStanding.Later, since);
    }

    private static DateOnly? DayOf(string? moment) =>
        moment is not null && Dates.TryReadMoment(moment, out var microseconds) ? DayOf(microseconds) : null;

    private static DateOnly DayOf(long microseconds) => DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(microseconds)).DateTime);
}
