using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Payments;

/// <summary>
/// Random acts on the payments of a run beside a model of a page: whatever is done, in whatever order, each is taken or refused as the
/// model says, the states together are what was approved, and what went through the bank is counted once.
/// </summary>
public sealed class PaymentModelTests
{
    private const string Village = "fafang";
    private const int Acts = 120;

    [Fact]
    public async Task Payments_UnderRandomActs_StandAsTheModelSays()
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        var model = new Model();
        foreach (var payment in (await world.GetAsync($"/v1/runs/{run}/payments")).GetProperty("payments").EnumerateArray())
        {
            model.Payments[Text(payment, "household")] = new Payment(
                "to_pay", Text(payment.GetProperty("attempts")[0], "channel"), Fen(payment));
        }

        for (var at = 0; at < Acts; at++)
        {
            var (act, body, user, isTaken) = model.Next(random, Attempt);
            var answer = await world.ActAsync(run, act, body, user);
            Assert.True(isTaken == (answer.Status == 200), $"TEST_SEED={seed}, act {at}: {act} {body}: {answer.Status} {answer.Text}");
            var summary = await world.SummaryAsync(run);
            Assert.True(model.Text() == Shown(summary), $"TEST_SEED={seed}, act {at}: {act} {body}\n{model.Text()}\n{Shown(summary)}");
        }

        string Attempt(string household, int attempt) =>
            string.Create(CultureInfo.InvariantCulture, $"{run[^14..]}-{household}-{attempt}");
    }

    private static string Shown(JsonElement summary)
    {
        var states = summary.GetProperty("states").EnumerateObject()
            .Select(state => $"{state.Name} {state.Value.GetProperty("households")} {Fen(state.Value)}");
        var moved = summary.GetProperty("movements").EnumerateObject()
            .Select(each => $"{each.Name} {each.Value.GetProperty("payments")} {Fen(each.Value)}");
        return string.Join(", ", states.Concat(moved)) + ", waiting " + summary.GetProperty("waiting").GetProperty("households")
            + ", approved " + Fen(summary.GetProperty("envelope"));
    }

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;

    private static long Fen(JsonElement element) =>
        (long)(decimal.Parse(Text(element, "amount"), CultureInfo.InvariantCulture) * 100);

    private sealed record Payment(string State, string Channel, long Fen, int Attempt = 1, bool Waits = false, bool WasPaid = false);

    /// <summary>What each act does, in a line.</summary>
    private sealed class Model
    {
        private static readonly (string Name, string State)[] States =
        [
            ("toPay", "to_pay"), ("sent", "sent"), ("paid", "paid"), ("returned", "returned"), ("signed", "signed"),
            ("collected", "collected"), ("unclaimed", "unclaimed"),
        ];

        private readonly Dictionary<string, (long Count, long Fen)> _moved = new(StringComparer.Ordinal)
        {
            ["sent"] = (0, 0), ["returned"] = (0, 0), ["reversed"] = (0, 0),
        };

        private int _accounts;

        public SortedDictionary<string, Payment> Payments { get; } = new(StringComparer.Ordinal);

        public string Text() => string.Join(", ", States
            .Select(state => (state.Name, There: Payments.Values.Where(payment => payment.State == state.State).ToArray()))
            .Select(each => $"{each.Name} {each.There.Length} {each.There.Sum(payment => payment.Fen)}")
            .Concat(_moved.Select(moved => $"{moved.Key} {moved.Value.Count} {moved.Value.Fen}")))
            + $", waiting {Payments.Values.Count(payment => payment.Waits)}, approved {Payments.Values.Sum(payment => payment.Fen)}";

        public (string Act, string Body, string User, bool IsTaken) Next(Random random, Func<string, int, string> reference)
        {
            var household = Payments.Keys.ElementAt(random.Next(Payments.Count));
            var was = Payments[household];
            var isOpen = was.State is "to_pay" or "returned" or "unclaimed";
            switch (random.Next(8))
            {
                case 0:
                    var sendable = Payments.Where(each => each.Value is { State: "to_pay", Channel: "bank", Waits: false }).ToArray();
                    foreach (var (id, payment) in sendable)
                    {
                        Payments[id] = payment with { State = "sent" };
                        Move("sent", payment);
                    }

                    return ("send", "{}", "maker", sendable.Length > 0);
                case 1 or 2:
                    return Record(household, was, isPaid: random.Next(2) == 0);
                case 3:
                    Take(isOpen, household, Again(was) with { Channel = "cash" });
                    return ("reissue", $$"""{ "household": "{{household}}", "channel": "cash" }""", "maker", isOpen);
                case 4:
                    Take(isOpen, household, Again(was) with { Channel = "bank", Waits = true });
                    var number = string.Create(CultureInfo.InvariantCulture, $"9900{++_accounts:D8}");
                    return ("reissue", $$"""{ "household": "{{household}}", "account": { "holder": "某", "number": "{{number}}" } }""",
                        "maker", isOpen);
                case 5:
                    var user = random.Next(2) == 0 ? "maker" : "approver";
                    var isTaken = was.Waits && user == "approver";
                    Take(isTaken, household, was with { Waits = false });
                    var looked = reference(household, was.Attempt);
                    return ("confirm", $$"""{ "household": "{{household}}", "endToEndId": "{{looked}}" }""", user, isTaken);
                case 6:
                    var isSelf = random.Next(2) == 0;
                    Take(isOpen, household, (was.Channel == "bank" ? Again(was) : was) with
                    {
                        Channel = "cash", State = isSelf ? "signed" : "collected", Waits = false,
                    });
                    return ("sign", isSelf ? $$"""{ "household": "{{household}}" }"""
                        : $$"""{ "household": "{{household}}", "collector": "某", "relation": "heir" }""", "maker", isOpen);
                default:
                    var isLost = was.State is "to_pay" or "returned";
                    Take(isLost, household, was with { State = "unclaimed", Waits = false });
                    return ("unclaim", $$"""{ "household": "{{household}}", "note": "未见" }""", "maker", isLost);
            }
        }

        // A result of a payment that is not with the bank is put aside: the list is taken, and nothing changes.
        private (string, string, string, bool) Record(string household, Payment was, bool isPaid)
        {
            if (was.State == "sent" && isPaid)
            {
                Payments[household] = was with { State = "paid", WasPaid = true };
            }
            else if (!isPaid && was.State is "sent" or "paid")
            {
                Payments[household] = was with { State = "returned" };
                Move("returned", was);
                Move(was.WasPaid ? "reversed" : null, was);
            }

            var outcome = isPaid ? "\"paid\"" : "\"returned\", \"reason\": \"other\"";
            return ("record", $$"""{ "results": [ { "household": "{{household}}", "outcome": {{outcome}} } ] }""", "maker", true);
        }

        private static Payment Again(Payment was) =>
            was with { State = "to_pay", Attempt = was.Attempt + 1, Waits = false, WasPaid = false };

        private void Take(bool isTaken, string household, Payment after) =>
            Payments[household] = isTaken ? after : Payments[household];

        private void Move(string? name, Payment payment)
        {
            if (name is not null)
            {
                _moved[name] = (_moved[name].Count + 1, _moved[name].Fen + payment.Fen);
            }
        }
    }
}
