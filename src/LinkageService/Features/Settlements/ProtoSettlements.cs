using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Settlements;

/// <summary>Reads and writes settlements as proto messages.</summary>
internal static class ProtoSettlements
{
    /// <summary>A settlement to be made.</summary>
    public static CreateSettlementRequest Create(Proto.CreateSettlementRequest request) =>
        new(request.Organization, MessageFields.Text(request.IdempotencyKey))
        {
            Year = request.Year == 0 ? null : request.Year,
            Payer = MessageFields.Text(request.Payer),
            Reason = MessageFields.Text(request.Reason),
            Balances = request.Balances.Select(balance => new BalanceToPay(
                MessageFields.Text(balance.Household), MessageFields.Text(balance.Correction), balance.AmountFen,
                balance.Payee is null ? null : Stated(balance.Payee))).ToArray(),
        };

    /// <summary>What a run pays and to whom.</summary>
    public static Proto.SettlementDetails Details(SettlementDetails details)
    {
        var message = new Proto.SettlementDetails { Payer = details.Payer, Reason = details.Reason };
        message.Claims.AddRange(details.Claims.Select(claim => new Proto.SettledClaim
        {
            Household = claim.Household, Correction = claim.Correction, Year = claim.Year, AmountFen = claim.AmountFen,
        }));
        message.Payees.AddRange(details.Payees.Select(payee => Payee(payee, payee.Household)));
        return message;
    }

    /// <summary>Adds to a statement where its amounts come from and who is paid; nothing for a run of another kind.</summary>
    public static void AddPayee(Proto.Statement statement, SettlementDetails? details)
    {
        if (details is null)
        {
            return;
        }

        foreach (var settled in statement.Settlements)
        {
            if (details.ClaimOf(statement.Household, settled.Correction) is { } claim)
            {
                var words = claim.Words();
                (settled.Year, settled.Text) = (claim.Year, new Proto.Text { Zh = words.Zh, En = words.En });
            }
        }

        if (details.PayeeOf(statement.Household) is { } payee)
        {
            statement.Payee = Payee(payee, household: "");
        }
    }

    private static StatedPayee Stated(Proto.Payee payee) => new(
        MessageFields.Text(payee.Name), MessageFields.Text(payee.Relation), MessageFields.Text(payee.Bank),
        MessageFields.Text(payee.Account), MessageFields.Text(payee.Evidence));

    private static Proto.Payee Payee(SettlementPayee payee, string household) => new()
    {
        Household = household,
        Name = payee.Name,
        Relation = payee.Relation,
        Bank = payee.Bank ?? "",
        Account = payee.Masked ?? "",
        Evidence = payee.EvidenceHint ?? "",
    };
}
