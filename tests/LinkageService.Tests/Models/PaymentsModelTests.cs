using CsCheck;

namespace LinkageService.Tests.Models;

/// <summary>
/// Payments over REST and gRPC, with restarts in between, are those of a model written apart: prepared, funded, sent, answered by a bank
/// that errs, sent again, handed over, settled, corrected. Nothing of the money is lost or made. <c>CsCheck_Seed</c> repeats what a
/// failure names, <c>CsCheck_Iter</c> draws more.
/// </summary>
public sealed class PaymentsModelTests
{
    private static readonly Gen<PaymentAct> Act = Gen.Select(
        OneOf(PaymentAct.Acts), Gen.Int[0, 3], OneOf(PaymentAct.Households), Gen.Int[0, 3], Gen.Bool,
        (act, run, household, attempt, isRpc) => new PaymentAct(act, run, household, attempt, isRpc));

    // What a village does one after the other, before somebody looks again.
    private static readonly Gen<PaymentAct[]> Acts = Act.Array[4, 16];

    // Drawn at random, few lives get far: this is how most begin.
    private static readonly PaymentAct[] Begun =
        [.. new[] { "prepare", "fund", "send" }.Select(act => new PaymentAct(act, 0, "0001", 0, IsRpc: false))];

    [Fact]
    public async Task PaymentsOfAVillage_OverBothDoorsWithRestarts_StandAsInTheModel()
    {
        await using var service = await RestartedService.StartAsync();
        await Gen.Bool.Select(isBegun => StartAsync(service, isBegun)).SampleModelBasedAsync(
            Acts.Operation<ActualPayments, PaymentsModel>(
                acts => string.Join('\n', acts), (actual, acts) => actual.TakeAsync(acts), (model, acts) =>
                {
                    model.Take(acts);
                    return Task.CompletedTask;
                }),
            Gen.Int[0, 3].Operation<ActualPayments, PaymentsModel>(
                each => $"restart {each == 0}", (_, each) => each == 0 ? service.RestartAsync() : Task.CompletedTask,
                (_, _) => Task.CompletedTask),
            equal: (actual, model) => actual.Shown == model.Shown,
            iter: ModelLength.Of(full: 40, quick: 6), threads: 1, printActual: actual => actual.Shown, printModel: model => model.Shown);
    }

    private static async Task<(ActualPayments, PaymentsModel)> StartAsync(RestartedService service, bool isBegun)
    {
        var (actual, model) = (await ActualPayments.StartAsync(service, await service.VillageAsync()), new PaymentsModel());
        var begun = isBegun ? Begun : [];
        await actual.TakeAsync(begun);
        model.Take(begun);
        return (actual, model);
    }

    private static Gen<T> OneOf<T>(IReadOnlyList<T> all) => Gen.Int[0, all.Count - 1].Select(at => all[at]);
}
