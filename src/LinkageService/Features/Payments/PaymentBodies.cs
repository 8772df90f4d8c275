using LinkageService.Documents;

namespace LinkageService.Features.Payments;

/// <summary>Reads the bodies of acts on payments. Where every field may be left out the body may be empty.</summary>
internal static class PaymentBodies
{
    /// <summary>An act that has nothing to say.</summary>
    public static void ReadNothing(ReadOnlyMemory<byte> utf8) => Fields(utf8).Check();

    /// <summary>Who saw the money.</summary>
    public static ConfirmFundsRequest ReadFunds(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "on", "reference");
        return new ConfirmFundsRequest(fields.Date("on"), fields.Text("reference")) { FormProblems = fields.Problems };
    }

    /// <summary>What went to the bank.</summary>
    public static SendPaymentsRequest ReadSend(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "households", "on");
        return new SendPaymentsRequest(fields.TextsOrNull("households"), fields.Date("on")) { FormProblems = fields.Problems };
    }

    /// <summary>What the bank says.</summary>
    public static RecordResultsRequest ReadResults(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "results");
        var results = fields.Objects(
            "results", "endToEndId", "household", "account", "name", "amount", "outcome", "reason", "words", "on", "row");
        return new RecordResultsRequest([.. results.Select(ReadResult)]) { FormProblems = fields.Problems };
    }

    /// <summary>What is paid again.</summary>
    public static ReissuePaymentRequest ReadReissue(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "channel", "account", "note");
        return new ReissuePaymentRequest(fields.Text("household"), fields.Text("channel"))
        {
            Account = fields.Object("account", "holder", "number", "bank", "bankCode") is { } account
                ? new StatedAccount(account.Text("holder"), account.Text("number"), account.Text("bank"), account.Text("bankCode"))
                : null,
            Note = fields.Text("note"),
            FormProblems = fields.Problems,
        };
    }

    /// <summary>Which account is agreed to.</summary>
    public static ConfirmAccountRequest ReadConfirm(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "endToEndId");
        return new ConfirmAccountRequest(fields.Text("household"), fields.Text("endToEndId")) { FormProblems = fields.Problems };
    }

    /// <summary>Who signed.</summary>
    public static SignPaymentRequest ReadSign(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "on", "collector", "relation", "note");
        return new SignPaymentRequest(fields.Text("household"), fields.Date("on"), fields.Text("collector"), fields.Text("relation"))
        {
            Note = fields.Text("note"), FormProblems = fields.Problems,
        };
    }

    /// <summary>What was noted by mistake.</summary>
    public static UnsignPaymentRequest ReadUnsign(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "note");
        return new UnsignPaymentRequest(fields.Text("household"), fields.Text("note")) { FormProblems = fields.Problems };
    }

    /// <summary>What nobody came for.</summary>
    public static MarkUnclaimedRequest ReadUnclaimed(ReadOnlyMemory<byte> utf8)
    {
        var fields = Fields(utf8, "household", "note");
        return new MarkUnclaimedRequest(fields.Text("household"), fields.Text("note")) { FormProblems = fields.Problems };
    }

    private static PaymentResult ReadResult(JsonFields fields) => new(fields.Text("endToEndId"), fields.Text("outcome"))
    {
        Household = fields.Text("household"), Account = fields.Text("account"), Name = fields.Text("name"),
        AmountFen = fields.Has("amount") ? fields.SignedYuan("amount")?.Fen : null, Reason = fields.Text("reason"),
        Words = fields.Text("words"), On = fields.Date("on"), Row = fields.Whole("row", PaymentResultValidator.Rows),
    };

    private static JsonFields Fields(ReadOnlyMemory<byte> utf8, params string[] known) =>
        JsonFields.Read(utf8.IsEmpty ? "{}"u8.ToArray() : utf8, known);
}
