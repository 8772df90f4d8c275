using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage.Batches;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Batches;

/// <summary>Acts on the runs of a batch between their messages and what every transport makes of them.</summary>
internal static class ProtoBatchActs
{
    /// <summary>Drafts that are handed in.</summary>
    public static BatchActRequest Submit(Proto.SubmitBatchRequest request) => new(request.Batch, BatchActs.Submit)
    {
        Confirm = MessageFields.Text(request.Confirm), ExceptionsSeen = request.ExceptionsSeen,
        Organizations = [.. request.Organizations.Select(Member)],
    };

    /// <summary>Runs that are put on notice.</summary>
    public static BatchActRequest Disclose(Proto.DiscloseBatchRequest request)
    {
        var fields = new MessageFields();
        return new BatchActRequest(request.Batch, BatchActs.Disclose)
        {
            Confirm = MessageFields.Text(request.Confirm), From = fields.Date("from", request.From),
            NoticeDays = request.NoticeDays == 0 ? null : request.NoticeDays, Objections = ProtoRunRequests.Objections(request.Objections),
            Organizations = [.. request.Organizations.Select(Member)], FormProblems = fields.Problems,
        };
    }

    /// <summary>Runs that are approved.</summary>
    public static BatchActRequest Approve(Proto.ApproveBatchRequest request)
    {
        var fields = new MessageFields();
        return new BatchActRequest(request.Batch, BatchActs.Approve)
        {
            Confirm = MessageFields.Text(request.Confirm), ExceptionsSeen = request.ExceptionsSeen,
            Organizations =
            [
                .. request.Organizations.Select((member, at) => new BatchActMember(MessageFields.Text(member.Id))
                {
                    Digest = MessageFields.Text(member.Digest), RepeatReason = member.RepeatReason,
                    Meeting = member.Meeting is { } meeting
                        ? ProtoRunRequests.Meeting(meeting, fields, $"organizations[{at}].meeting") : null,
                    Overrides = [.. member.Overrides.Select(each => new CheckOverride(each.Code, each.Reason))],
                }),
            ],
            FormProblems = fields.Problems,
        };
    }

    /// <summary>Runs that were paid.</summary>
    public static BatchActRequest Pay(Proto.PayBatchRequest request)
    {
        var fields = new MessageFields();
        return new BatchActRequest(request.Batch, BatchActs.Pay)
        {
            Confirm = MessageFields.Text(request.Confirm), On = fields.Date("on", request.On),
            Organizations = [.. request.Organizations.Select(Member)], FormProblems = fields.Problems,
        };
    }

    /// <summary>An act and how far it is.</summary>
    public static Proto.BatchAct Message(BatchActProgress progress)
    {
        var of = BatchActContract.Of(progress);
        var message = new Proto.BatchAct
        {
            Id = of.Id, Act = of.Act, State = of.State, Runs = of.Runs, Waiting = of.Waiting, Ready = of.Ready, Blocked = of.Blocked,
            Done = of.Done, Failed = of.Failed, WithExceptions = of.WithExceptions, Households = of.Households,
            AmountFen = progress.Figures.AmountFen, SecondsLeft = of.SecondsLeft ?? -1, CreatedBy = of.CreatedBy,
            CreatedAt = of.CreatedAt, ConfirmedBy = of.ConfirmedBy ?? "", ConfirmedAt = of.ConfirmedAt ?? "", UpdatedAt = of.UpdatedAt,
        };
        message.Problems.AddRange(of.Problems.Select(Message));
        return message;
    }

    /// <summary>Where a run stands within an act; null outside of it.</summary>
    public static Proto.BatchOrganizationAct? Message(BatchOrganizationActContract? act)
    {
        if (act is null)
        {
            return null;
        }

        var message = new Proto.BatchOrganizationAct { State = act.State };
        message.Problems.AddRange(act.Problems.Select(Message));
        message.Checks.AddRange(act.Checks.Select(Message));
        return message;
    }

    /// <summary>Why organisations or runs failed.</summary>
    public static Proto.BatchCause Message(BatchCauseContract cause) => new()
    {
        Code = cause.Code, Count = cause.Count, Problem = cause.Problem is { } problem ? Message(problem) : null,
    };

    /// <summary>What is wrong.</summary>
    public static Proto.BatchProblem Message(BatchProblemContract problem) => new()
    {
        Code = problem.Code, Field = problem.Field, Message = new Proto.Text { Zh = problem.Message.Zh, En = problem.Message.En },
    };

    /// <summary>What is to be looked at.</summary>
    public static Proto.BatchCheck Message(BatchCheckContract check) => new()
    {
        Code = check.Code, Severity = check.Severity, Message = new Proto.Text { Zh = check.Message.Zh, En = check.Message.En },
    };

    private static BatchActMember Member(Proto.BatchActMember member) => new(MessageFields.Text(member.Id));
}
