# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/LinkageService -c Release -o /app --no-self-contained

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The database and the key of its private numbers live in a volume of their own; nothing else is writable to the service.
RUN mkdir /data && chown $APP_UID /data
ENV Storage__Path=/data/linkage.db Storage__KeyFile=/data/linkage.key
VOLUME /data
# An ordinary user; the image brings it.
USER $APP_UID
# Without authentication the service listens on loopback only: run with --network host, or in one network
# namespace with the system that calls it.
EXPOSE 5080 5081
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["dotnet", "LinkageService.dll", "health"]
ENTRYPOINT ["dotnet", "LinkageService.dll"]
