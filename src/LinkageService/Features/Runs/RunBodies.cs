using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Organizations;

namespace LinkageService.Features.Runs;

/// <summary>Reads the bodies of the steps of a run's life. Where every field may be left out the body may be empty.</summary>
internal static class RunBodies
{
    /// <summary>A step that has nothing to say.</summary>
    public static void ReadNothing(ReadOnlyMemory<byte> utf8) => Fields(utf8).Check();

    /// <summary>What was looked through before it is handed in.</summary>
    public static SubmitRunRequest ReadSubmit(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "exceptions");
        return new SubmitRunRequest(ReadExceptions(fields)) { FormProblems = fields.Problems };
    }

    /// <summary>From when, and for how many days.</summary>
    public static DiscloseRunRequest ReadDisclose(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "from", "noticeDays", "objections");
        return new DiscloseRunRequest(fields.Date("from"), fields.Whole("noticeDays", OrganizationDraftValidator.NoticeDays))
        {
            Objections = ReadObjections(fields), FormProblems = fields.Problems,
        };
    }

    /// <summary>The day of the payment.</summary>
    public static PayRunRequest ReadPay(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "on");
        return new PayRunRequest(fields.Date("on")) { FormProblems = fields.Problems };
    }

    /// <summary>Why it is cancelled.</summary>
    public static CancelRunRequest ReadCancel(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "reason");
        return new CancelRunRequest(fields.Text("reason")) { FormProblems = fields.Problems };
    }

    /// <summary>An objection, or the answer to one.</summary>
    public static ObjectionRequest ReadObjection(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "content", "id", "resolution");
        return new ObjectionRequest(fields.Text("household"), fields.Text("content"), fields.Text("id"), fields.Text("resolution"))
        {
            FormProblems = fields.Problems,
        };
    }

    /// <summary>What is approved, and by which vote.</summary>
    public static ApproveRunRequest ReadApprove(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "digest", "meeting", "repeatReason", "exceptions", "overrides");
        var digest = fields.Text("digest");
        return new ApproveRunRequest(digest, ReadMeeting(fields))
        {
            RepeatReason = fields.Text("repeatReason"), Exceptions = ReadExceptions(fields), Overrides = ReadOverrides(fields),
            FormProblems = fields.Problems,
        };
    }

    /// <summary>The record of a meeting, out of <c>meeting</c>; null where there is none.</summary>
    public static RunMeeting? ReadMeeting(JsonFields fields)
    {
        if (fields.Object(
            "meeting", "date", "due", "present", "inFavour", "kind", "notifiedOn", "partyDiscussedOn", "capableMembers", "members",
            "online", "proxies", "basicVotes", "additionalVotes", "votesFor", "minutes") is not { } meeting)
        {
            return null;
        }

        var date = meeting.Date("date", required: true);
        var due = meeting.Whole("due", RunMeetingValidator.People, required: true);
        var present = meeting.Whole("present", RunMeetingValidator.People, required: true);
        var inFavour = meeting.Whole("inFavour", RunMeetingValidator.People, required: true);
        return new RunMeeting(
            Dates.Text(date ?? default), due ?? 0, present ?? 0, inFavour ?? 0, meeting.Text("kind") ?? MeetingRules.Kinds[0])
        {
            NotifiedOn = DayOf(meeting, "notifiedOn"),
            PartyDiscussedOn = DayOf(meeting, "partyDiscussedOn"),
            CapableMembers = meeting.Whole("capableMembers", RunMeetingValidator.People),
            Members = meeting.Whole("members", RunMeetingValidator.People),
            Online = meeting.Whole("online", RunMeetingValidator.People),
            Proxies = meeting.Whole("proxies", RunMeetingValidator.People),
            BasicVotes = meeting.Whole("basicVotes", RunMeetingValidator.People),
            AdditionalVotes = meeting.Whole("additionalVotes", RunMeetingValidator.People),
            VotesFor = meeting.Whole("votesFor", RunMeetingValidator.People),
            Minutes = meeting.Text("minutes"),
        };
    }

    /// <summary>Where objections are raised, out of <c>objections</c>; null where nobody says.</summary>
    public static ObjectionChannel? ReadObjections(JsonFields fields) =>
        fields.Object("objections", "channel", "contact", "until", "answerDays", "above") is { } said
            ? new ObjectionChannel(
                TextRules.Trim(said.Text("channel")) ?? "", TextRules.Trim(said.Text("contact")), said.DateText("until"),
                said.Whole("answerDays", ObjectionChannelValidator.AnswerDays), TextRules.Trim(said.Text("above")))
            : null;

    private static string? DayOf(JsonFields fields, string field) => fields.Date(field) is { } date ? Dates.Text(date) : null;

    private static AcknowledgedExceptions? ReadExceptions(JsonFields fields) =>
        fields.Object("exceptions", "digest", "percent") is { } exceptions
            ? new AcknowledgedExceptions(exceptions.Text("digest"), exceptions.Whole("percent", RunExceptionsRequest.Percents))
            : null;

    /// <summary>The blocking checks that are let pass.</summary>
    public static IReadOnlyList<CheckOverride> ReadOverrides(JsonFields fields) =>
        [.. fields.Objects("overrides", "code", "reason")
            .Select(each => new CheckOverride(each.Text("code") ?? "", each.Text("reason") ?? ""))];

    private static JsonFields Fields(ReadOnlyMemory<byte> utf8, params string[] known) =>
        JsonFields.Read(utf8.IsEmpty ? "{}"u8.ToArray() : utf8, known);
}
