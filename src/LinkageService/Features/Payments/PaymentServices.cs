namespace LinkageService.Features.Payments;

/// <summary>Every part of payments.</summary>
internal static class PaymentServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PaymentPayees>();
        services.AddSingleton<ChangePayments>();
        services.AddSingleton<PreparePayments>();
        services.AddSingleton<ConfirmFunds>();
        services.AddSingleton<SendPayments>();
        services.AddSingleton<RecordResults>();
        services.AddSingleton<ReissuePayment>();
        services.AddSingleton<ConfirmAccount>();
        services.AddSingleton<SignPayment>();
        services.AddSingleton<UnsignPayment>();
        services.AddSingleton<MarkUnclaimed>();
        services.AddSingleton<PaymentActs>();
        services.AddSingleton<ShowPayments>();
        services.AddSingleton<PaymentEndpoints>();
        services.AddSingleton<GrpcPayments>();
        services.AddSingleton<MakePaymentFile>();
        services.AddSingleton<SavedTemplates>();
        services.AddSingleton<PaymentTemplateEndpoints>();
        services.AddSingleton<ImportResults>();
        services.AddSingleton<PaymentFileEndpoints>();
        services.AddSingleton<GrpcPaymentFiles>();
    }

    public static void MapRest(WebApplication app)
    {
        app.Services.GetRequiredService<PaymentEndpoints>().Map(app);
        app.Services.GetRequiredService<PaymentFileEndpoints>().Map(app);
        app.Services.GetRequiredService<PaymentTemplateEndpoints>().Map(app);
    }
}
