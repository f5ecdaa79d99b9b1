"""Names of the organizations' columns in the IGO 3.0 state-year file, in the order of the file."""

from __future__ import annotations

ACRONYMS = tuple(
    """
    aaaid aacb aalco aaro aata aatpo abeda abepseac acc acct acdt aci acml acp acpeu acs acso acssrb acu
    acwl afesd afeximb afgec afpu afrand afristat afspc afte agc agpundo aic aidc aido aioec aipo aitic
    alo alsf amco amcow amf amipo amptu amsc amu anzus aoad aocrs aomr aopu ap apcc apec apfic apibd apo
    appa apt aptu arc arcal aripo arpu asatp asblac ascbc ascrubber asean asecna asef aspac ato atpc au
    avrdc afdb afropda africarice africare amcc andean aralsea articc asdb baltbat bc bcsc benelux
    biisef bionet bipm bis bndp bobp bonn borgip bs bsec caad caarc cab cabi cacb caci caec caecc caipa
    cames camrsd camsf caricom carifta carii catc cbfp cbi cbss ccnr ccom ccpa ccomm cdb ceao cec ceepn
    cefta cei celc cemac cento cepgl cern cfatf cfc chstea cica cifc cilss cima cis cmaec cmaoc cmea
    cmhasg coe colombo comesa confejes coptac cosave cpab cpsc cpu cslf csto ctcaf cto cwgc cxc cfrn
    comab comsec corg d8 dbgls dlcoea danube eac eacm eacso eadb eaec eapc eapo ebrd ecb ecca eccas eccb
    eccd eccm eccpif eco ecowas ecpta ecsc eec efcc efilwc efta eib eip eipa eldo emb embc embl emi
    emppo epa epfsc epo epu eria esa eso esro etf eu eufmd euramet euratom eurocontrol eurofima euromet
    entente fao fdiplac fec g15 g24 g3 gatt gbact gcc gcrsnc gef geo ghsi glacsec goic hcpil iabe iabath
    iacb iaci iacs iacss iacw iadb iadefb iaea iafc iahc iaias iaic iaigc iaii ialong iamlo iaphy iara
    iarhc iaradio iaruhr ias iasaj iatb iatsj iattc iba ibcs ibe ibec ibi ibier ibpmp ibrd icac icai
    icao icamo icc iccec iccilmb icco iccrom iccs iccslt icdr ices icfam ichrb icmmp icnc icnwaf icprp
    icptu icri icrpbc icse icseaf icsg ictm icfo ichemo icivdo icomo idc iea iec ies iexb ifad ifc ifca
    igad igc igcc iho iia iicom iie iif iifeo iiwee ijo ilo ilzsg imbslav imc imf imi imo imso incap
    infofish infsmk inpfc inro insg intelsat interpol ioathre iocom ioez iolm iomig iooc iopcf ioph
    iorarc iocc ipc ipi ipedi ipentc iphyl iprizec irena irlcs iro irsg iru isa isb isdb ishrest isrbc
    isupt isuc itc itcc itcle itpa itro itto itu itvrc iuic iupct iupip iuplaw iupnvp iupr ivwo iwsg
    iwhale iocean jalaao jinr jnolcrh lacac lacp laeo lafdo lafta laia laiec latin lcbc lgida loas lon
    maocn marri mcpttc mcwcasm mfo miga mru mwn mercosur montreal nacap nafo nafta nam nappo nasco nato
    ncm ncrr nctr ndf neafc nerc nib npafc npfsc npi nrc ntsc nvc nwhf nordc oapec oas oau ocam ocas
    occedca ocr oecd oecs oeec oic oiv omdkr omvg opanal opec osce oslo ospar otif pahc paho paigh pap
    papu pc pca pcb pcsp ped piarc pibac pices pics pif pipd pmaesa psnarco ptasea puasp rascom rcaela
    rcc rcfc recsa rimmo rioppah riogroup radiou repcom saafa saarc sacep sacu sadc sadcc sami sartc sca
    scaf sch schengen sco seameo seato segib sela sica sieca sittdec spc srdo swapu swpd sugu tcrmg
    turksoy uasc ubec udeac uemoa uiucv ukdwd um umac umoa un unesco unido unidroit upu usp valdivia
    vasab waec wahc waho wcdc wco weu who wipo wmo wnf wpact wto wtouro wassen
    """.split()
)
