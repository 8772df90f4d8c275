using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Models;

/// <summary>The payments of a village as the service has them, in the words of <see cref="PaymentsModel"/>.</summary>
internal sealed class ActualPayments(RestartedService service, string village)
{
    private readonly List<string> _runs = [];
    private string _correction = "";
    private string _taken = "";
    private int _unique;

    public string Shown { get; private set; } = "";

    private PaymentWorld World => new(service.Service);

    /// <summary>A village whose money of 2024 was paid out; nobody has prepared the payments yet.</summary>
    public static async Task<ActualPayments> StartAsync(RestartedService service, string village)
    {
        var payments = new ActualPayments(service, village);
        var api = new RestRunsApi(service.Service);
        await api.MakeOrganizationAsync(village);
        await payments.PutAsync(PaymentsModel.Land);
        payments._runs.Add((await CorrectedVillage.PayAsync(api, await api.MakeAsync(village, 2024, PaymentsModel.Income, "2024"))).Id);
        await payments.ReadAsync();
        return payments;
    }

    public async Task TakeAsync(IReadOnlyList<PaymentAct> acts)
    {
        _taken = "";
        foreach (var act in acts)
        {
            _taken += await TakeAsync(act) ? '+' : '-';
        }

        await ReadAsync();
    }

    private async Task<bool> TakeAsync(PaymentAct act)
    {
        var run = _runs[act.Run % _runs.Count];
        using var grpc = new GrpcRunsApi(service.Service);
        IRunsApi api = act.IsRpc ? grpc : new RestRunsApi(service.Service);
        return act.Act switch
        {
            "correct" => await CorrectAsync(api),
            "settle" => await SettleAsync(api, act.Household),
            "close-balance" => await CloseBalanceAsync(act.Household),
            "close" => await CloseAsync(run),
            _ => await PayAsync(act, run),
        };
    }

    private async Task PutAsync(IReadOnlyDictionary<string, string> land)
    {
        foreach (var (household, mu) in land)
        {
            await World.PutHouseholdAsync(village, household, mu, household == "0005" ? null : PaymentWorld.AccountOf(household));
        }
    }

    private async Task<bool> CorrectAsync(IRunsApi api)
    {
        if (_correction.Length > 0)
        {
            return false;
        }

        await PutAsync(PaymentsModel.LandAfter);
        var corrected = await World.GetAsync("/v1/runs/" + _runs[0]);
        var etag = $"\"{corrected.GetProperty("revision").GetInt64()}\"";
        var made = await api.CorrectAsync(new ShownRun(_runs[0], etag, "paid", "", 0, 0), "settle_next_year", "c", isPreview: false);
        _correction = (await CorrectedVillage.PayAsync(api, made.Run)).Id;
        return true;
    }

    private async Task<bool> SettleAsync(IRunsApi api, string household)
    {
        var open = (await OpenAsync()).GetValueOrDefault(household);
        if (open <= 0)
        {
            return false;
        }

        var settlement = await api.SettleAsync(village, "s-" + household, new Claim(household, _correction, open));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var disclosed = await api.DiscloseAsync("maker", await api.SubmitAsync("maker", settlement.Run), today.AddDays(-3));
        _runs.Add((await api.PayAsync("cashier", await api.ApproveAsync("checker", disclosed, meeting: null))).Id);
        return true;
    }

    private async Task<bool> CloseBalanceAsync(string household)
    {
        var open = (await OpenAsync()).GetValueOrDefault(household);
        var answer = await service.Service.SendAsync(
            HttpMethod.Post, $"/v1/organizations/{village}/open-balances:close", JsonSerializer.Serialize(new
            {
                household, correction = _correction.Length > 0 ? _correction : _runs[0], amount = Yuan(open == 0 ? 1 : open),
                reason = "核销",
            }), ("X-Linkage-User", "approver"));
        return IsTaken(answer, "close-balance");
    }

    private async Task<bool> CloseAsync(string run)
    {
        var etag = $"\"{(await World.GetAsync("/v1/runs/" + run)).GetProperty("revision").GetInt64()}\"";
        return IsTaken(await World.StepAsync(run, "close", etag), "close");
    }

    private async Task<bool> PayAsync(PaymentAct act, string run)
    {
        var attempts = act.Act.StartsWith("confirm", StringComparison.Ordinal)
            ? (await service.Service.GetAsync($"/v1/runs/{run}/payments/{act.Household}")) is { Status: 200 } found
                ? found.Json.GetProperty("attempts").GetArrayLength() : 1
            : act.Attempt;
        var reference = string.Create(CultureInfo.InvariantCulture, $"{run[^14..]}-{act.Household}-{attempts}");
        var user = act.Act == "confirm" ? "approver" : "maker";
        var request = PaymentRequest.Of(act, run, reference, ++_unique);
        if (!act.IsRpc)
        {
            return IsTaken(await World.ActAsync(run, request.Verb, request.Body, user), act.ToString());
        }

        var answer = await service.Rpc.CallAsync(
            "linkage.v1.Payments/" + request.Method, request.Message, new Metadata { { "x-linkage-user", user } });
        Assert.True(answer.Status is not (StatusCode.Internal or StatusCode.Unknown), $"{act}: {answer.Message}");
        return answer.Code is null && answer.Messages.Count == 1;
    }

    private static bool IsTaken(Answer answer, string act)
    {
        Assert.True(answer.Status is 200 or (>= 400 and < 500), act + ": " + answer.Text);
        return answer.Status == 200;
    }

    private async Task ReadAsync()
    {
        var shown = new List<string> { _taken };
        var paid = 0L;
        foreach (var run in _runs)
        {
            var summary = await World.SummaryAsync(run);
            var envelope = summary.TryGetProperty("envelope", out var there) ? there : default;
            var amount = envelope.ValueKind == JsonValueKind.Object ? Fen(envelope.GetProperty("amount")) : 0;
            var moved = summary.GetProperty("movements");
            var isFunded = amount > 0 && envelope.TryGetProperty("funds", out var _);

            // The states together are what was approved, whatever was done.
            Assert.Equal(amount, summary.GetProperty("states").EnumerateObject().Sum(state => Fen(state.Value.GetProperty("amount"))));
            var payments = amount == 0 ? [] : (await World.GetAsync($"/v1/runs/{run}/payments?limit=100")).GetProperty("payments")
                .EnumerateArray().Select(Show).ToArray();
            shown.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{Text(summary, "runState")} {amount} {isFunded} aside {summary.GetProperty("unmatched").GetInt64()} sent {Fen(
                    moved.GetProperty("sent").GetProperty("amount"))} returned {Fen(moved.GetProperty("returned").GetProperty("amount"))
                    } reversed {Fen(moved.GetProperty("reversed").GetProperty("amount"))} ") + string.Join(' ', payments));
            paid += (await new RestRunsApi(service.Service).StatementsAsync(run)).Sum(statement => statement.PaidFen);
        }

        shown.Add(string.Join(' ', (await OpenAsync()).Select(each =>
            string.Create(CultureInfo.InvariantCulture, $"{each.Key}:{each.Value}"))));
        Shown = string.Join('\n', shown);
        await ConservedAsync(paid);
    }

    // What all of them are owed as it turned out is what runs pay, what is open, and what was closed.
    private async Task ConservedAsync(long paid)
    {
        var balances = await BalancesAsync();
        var left = balances.Sum(each => Fen(each.GetProperty("open")) + Fen(each.GetProperty("closed")));
        var land = balances.Length > 0 ? PaymentsModel.LandAfter : PaymentsModel.Land;
        Assert.Equal(NaiveVillage.Owed(PaymentsModel.Income, land).Values.Sum(), paid + left);
        Assert.All(balances, each => Assert.Equal(
            Fen(each.GetProperty("carried")),
            Fen(each.GetProperty("open")) + Fen(each.GetProperty("closed")) + Fen(each.GetProperty("settled"))));
    }

    private static string Show(JsonElement payment)
    {
        var last = payment.GetProperty("attempts").EnumerateArray().Last();
        var waits = Text(payment, "state") == "to_pay" && last.TryGetProperty("changedBy", out var _)
            && !last.TryGetProperty("confirmedBy", out var _);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(payment, "household")}={Fen(payment.GetProperty("amount"))}:{last.GetProperty("attempt").GetInt64()}:{Text(
                payment, "state")}:{Text(last, "channel")}") + (waits ? "?" : "");
    }

    private async Task<SortedDictionary<string, long>> OpenAsync() => new(
        (await BalancesAsync()).ToDictionary(each => Text(each, "household"), each => Fen(each.GetProperty("open"))),
        StringComparer.Ordinal);

    private async Task<JsonElement[]> BalancesAsync() =>
        [.. (await World.GetAsync($"/v1/organizations/{village}/open-balances?all=true")).GetProperty("balances").EnumerateArray()];

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    private static long Fen(JsonElement yuan) => (long)(decimal.Parse(yuan.GetString()!, CultureInfo.InvariantCulture) * 100);

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>An act as both doors have it.</summary>
    private sealed record PaymentRequest(string Verb, string Body, string Method, IMessage Message)
    {
        public static PaymentRequest Of(PaymentAct act, string run, string reference, int unique)
        {
            var (household, isSelf) = (act.Household, act.Act == "sign");
            var number = string.Create(CultureInfo.InvariantCulture, $"9900{unique:D8}{household}");
            PaymentRequest Reissue(string channel, string? account) => Make("reissue", "ReissuePayment", new
            {
                household, channel, account = account is null ? null : new { holder = "某", number = account },
            }, new Proto.ReissuePaymentRequest
            {
                Run = run, Household = household, Channel = channel,
                Account = account is null ? null : new Proto.StatedAccount { Holder = "某", Number = account },
            });
            return act.Act switch
            {
                "prepare" => Make("prepare", "PreparePayments", new { }, new Proto.PreparePaymentsRequest { Run = run }),
                "fund" => Make("fund", "ConfirmFunds", new { reference = "对账单" },
                    new Proto.ConfirmFundsRequest { Run = run, Reference = "对账单" }),
                "send" => Make("send", "SendPayments", new { }, new Proto.SendPaymentsRequest { Run = run }),
                "send-one" => Make("send", "SendPayments", new { households = new[] { household } },
                    new Proto.SendPaymentsRequest { Run = run, Households = { household } }),
                "paid" or "returned" or "pending" or "other-amount" or "both" => Results(act, run, reference, unique),
                "reissue-cash" => Reissue("cash", account: null),
                "reissue-own" => Reissue("bank", account: null),
                "reissue-other" => Reissue("bank", number),
                "confirm" or "confirm-self" => Make("confirm", "ConfirmAccount", new { household, endToEndId = reference },
                    new Proto.ConfirmAccountRequest { Run = run, Household = household, EndToEndId = reference }),
                "sign" or "collect" => Make("sign", "SignPayment",
                    new { household, collector = isSelf ? null : "某", relation = isSelf ? null : "heir" },
                    new Proto.SignPaymentRequest
                    {
                        Run = run, Household = household, Collector = isSelf ? "" : "某", Relation = isSelf ? "" : "heir",
                    }),
                "unsign" => Make("unsign", "UnsignPayment", new { household, note = "记错了户" },
                    new Proto.UnsignPaymentRequest { Run = run, Household = household, Note = "记错了户" }),
                "unclaim" => Make("unclaim", "MarkUnclaimed", new { household, note = "三次未见" },
                    new Proto.MarkUnclaimedRequest { Run = run, Household = household, Note = "三次未见" }),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
            };
        }

        // Words of its own make every row that is put aside another one.
        private static PaymentRequest Results(PaymentAct act, string run, string reference, int unique)
        {
            string[] outcomes = act.Act switch { "both" => ["paid", "returned"], "other-amount" => ["paid"], _ => [act.Act] };
            var isByReference = act.Attempt > 0;
            var words = string.Create(CultureInfo.InvariantCulture, $"第 {unique} 次");
            var message = new Proto.RecordResultsRequest { Run = run };
            message.Results.AddRange(outcomes.Select(outcome => new Proto.PaymentResult
            {
                EndToEndId = isByReference ? reference : "", Household = isByReference ? "" : act.Household, Outcome = outcome,
                Reason = outcome == "returned" ? "other" : "", Words = words, AmountFen = act.Act == "other-amount" ? 1 : null,
            }));
            return Make("record", "RecordResults", new
            {
                results = outcomes.Select(outcome => new
                {
                    endToEndId = isByReference ? reference : null, household = isByReference ? null : act.Household, outcome,
                    reason = outcome == "returned" ? "other" : null, words, amount = act.Act == "other-amount" ? "0.01" : null,
                }),
            }, message);
        }

        private static PaymentRequest Make(string verb, string method, object body, IMessage message) => new(
            verb, JsonSerializer.Serialize(body, Written), method, message);
    }

    private static readonly JsonSerializerOptions Written = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
