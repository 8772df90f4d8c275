using LinkageService.Documents;

namespace LinkageService.Features.Runs;

/// <summary>Reads the bodies of the steps of a run's life. Where every field may be left out the body may be empty.</summary>
internal static class RunBodies
{
    /// <summary>Characters of a reason.</summary>
    /// <value>500.</value>
    public const int MostReasonCharacters = 500;

    /// <summary>A step that has nothing to say.</summary>
    public static void ReadNothing(ReadOnlyMemory<byte> utf8) => Fields(utf8).Check();

    /// <summary>From when, and for how many days.</summary>
    public static (DateOnly? From, int? NoticeDays) ReadDisclose(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "from", "noticeDays");
        var read = (fields.Date("from"), fields.Whole("noticeDays", 1, DiscloseRun.MostNoticeDays));
        fields.Check();
        return read;
    }

    /// <summary>The day of the payment.</summary>
    public static DateOnly? ReadPay(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "on");
        var on = fields.Date("on");
        fields.Check();
        return on;
    }

    /// <summary>Why it is given up.</summary>
    public static string ReadCancel(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "reason");
        var reason = fields.Text("reason", MostReasonCharacters, required: true);
        fields.Check();
        return reason!;
    }

    /// <summary>An objection, or the answer to one.</summary>
    public static ObjectionRequest ReadObjection(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "content", "id", "resolution");
        var request = new ObjectionRequest(fields.Text("household"), fields.Text("content", Objections.MostCharacters), fields.Text("id"),
            fields.Text("resolution", Objections.MostCharacters));
        fields.Check();
        return request;
    }

    /// <summary>What is approved, and by which vote.</summary>
    public static ApproveRunRequest ReadApprove(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "digest", "meeting", "repeatReason");
        var digest = fields.Text("digest", required: true);
        RunMeeting? record = null;
        if (fields.Object("meeting", "date", "due", "present", "inFavour", "kind") is { } meeting)
        {
            var date = meeting.Date("date", required: true);
            var due = meeting.Whole("due", 0, int.MaxValue, required: true);
            var present = meeting.Whole("present", 0, int.MaxValue, required: true);
            var inFavour = meeting.Whole("inFavour", 0, int.MaxValue, required: true);
            var kind = meeting.OneOf("kind", MeetingRules.Kinds) ?? MeetingRules.Kinds[0];
            record = new RunMeeting(Dates.Text(date ?? default), due ?? 0, present ?? 0, inFavour ?? 0, kind);
        }

        var reason = fields.Text("repeatReason", MostReasonCharacters);
        fields.Check();
        return new ApproveRunRequest(digest!, record) { RepeatReason = reason };
    }

    private static JsonFields Fields(ReadOnlyMemory<byte> utf8, params string[] known) =>
        JsonFields.Read(utf8.IsEmpty ? "{}"u8.ToArray() : utf8, known);
}
