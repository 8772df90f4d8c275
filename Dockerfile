# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Without the analysers, which take two thirds of a build: what they find is mended before a commit.
RUN dotnet publish src/LinkageService -c Release -o /app --no-self-contained -p:RunAnalyzersDuringBuild=false

# Debian and not the image of the runtime, which has neither a Chromium to be installed nor a Chinese font: without both no PDF is printed.
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates chromium fonts-noto-cjk libicu76 libssl3t64 libstdc++6 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/*
# A container that may do nothing has no room for a sandbox within it; what is printed are our own pages, without script or network.
RUN mkdir -p /etc/chromium.d && echo 'export CHROMIUM_FLAGS="$CHROMIUM_FLAGS --no-sandbox"' > /etc/chromium.d/linkage
COPY --from=mcr.microsoft.com/dotnet/aspnet:10.0 /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
WORKDIR /app
COPY --from=build /app .
# The database and the key of its private numbers live in a volume of their own; nothing else is writable to the service. An ordinary
# user runs it.
RUN useradd --uid 1654 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin app && mkdir /data && chown 1654 /data
ENV Storage__Path=/data/linkage.db Storage__KeyFile=/data/linkage.key DOTNET_RUNNING_IN_CONTAINER=true
VOLUME /data
USER 1654
# Without authentication the service listens on loopback only: run with --network host, or in one network
# namespace with the system that calls it.
EXPOSE 5080 5081
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["dotnet", "LinkageService.dll", "health"]
ENTRYPOINT ["dotnet", "LinkageService.dll"]
