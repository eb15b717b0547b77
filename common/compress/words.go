// Code generated from RFC 7932, appendix A. DO NOT EDIT.

package compress

// dictionary is that of RFC 7932, appendix A: words of 4 to 24 bytes, by
// length. It is text and no embedded file, because package embed brings half
// of the standard library's file systems into the module.
const dictionary = "" +
	"timedownlifeleftbackcodedatashowonlysitecityopenjustlikefreeworktextyearoverbodyloveformbookplaylivelinehelpho" +
	"mesidemorewordlongthemviewfindpagedaysfullheadtermeachareafromtruemarkableuponhighdatelandnewsevennextcaseboth" +
	"postusedmadehandherewhatnameLinkblogsizebaseheldmakemainuser') +holdendswithNewsreadweresigntakehavegameseenca" +
	"llpathwellplusmenufilmpartjointhislistgoodneedwayswestjobsmindalsologorichuseslastteamarmyfoodkingwilleastward" +
	"bestfirePageknowaway.pngmovethanloadgiveselfnotemuchfeedmanyrockicononcelookhidediedHomerulehostajaxinfoclubla" +
	"wslesshalfsomesuchzone100%onescareTimeracebluefourweekfacehopegavehardlostwhenparkkeptpassshiproomHTMLplanType" +
	"donesavekeepflaglinksoldfivetookratetownjumpthusdarkcardfilefearstaykillthatfallautoever.comtalkshopvotedeepmo" +
	"derestturnbornbandfellroseurl(skinrolecomeactsagesmeetgold.jpgitemvaryfeltthensenddropViewcopy1.0\"</a>stopelse" +
	"liestourpack.gifpastcss?graymean&gt;rideshotlatesaidroadvar feeljohnrickportfast'UA-dead</b>poorbilltypeU.S.wo" +
	"odmust2px;Inforankwidewantwalllead[0];paulwavesure$('#waitmassarmsgoesgainlangpaid!-- lockunitrootwalkfirmwife" +
	"xml\"songtest20pxkindrowstoolfontmailsafestarmapscorerainflowbabyspansays4px;6px;artsfootrealwikiheatsteptripor" +
	"g/lakeweaktoldFormcastfansbankveryrunsjulytask1px;goalgrewslowedgeid=\"sets5px;.js?40pxif (soonseatnonetubezero" +
	"sentreedfactintogiftharm18pxcamehillboldzoomvoideasyringfillpeakinitcost3px;jacktagsbitsrolleditknewnear<!--gr" +
	"owJSONdutyNamesaleyou lotspainjazzcoldeyesfishwww.risktabsprev10pxrise25pxBlueding300,ballfordearnwildbox.fair" +
	"lackverspairjunetechif(!pickevil$(\"#warmlorddoespull,000ideadrawhugespotfundburnhrefcellkeystickhourlossfuel12" +
	"pxsuitdealRSS\"agedgreyGET\"easeaimsgirlaids8px;navygridtips#999warsladycars); }php?helltallwhomzh:\xe5*/\x0d\x0a 100hall" +
	".\n\nA7px;pushchat0px;crew*/</hash75pxflatrare && tellcampontolaidmissskiptentfinemalegetsplot400,\x0d\n\x0d\ncoolfeet.p" +
	"hp<br>ericmostguidbelldeschairmathatom/img&#82luckcent000;tinygonehtmlselldrugFREEnodenick?id=losenullvastwind" +
	"RSS wearrelybeensamedukenasacapewishgulfT23:hitsslotgatekickblurthey15px''););\">msiewinsbirdsortbetaseekT18:or" +
	"dstreemall60pxfarm\xe2\x80\x99sboys[0].');\"POSTbearkids);}}marytend(UK)quadzh:\xe6-siz----prop');\x0dliftT19:viceandydebt>RSS" +
	"poolneckblowT16:doorevalT17:letsfailoralpollnovacolsgene —softrometillross<h3>pourfadepink<tr>mini)|!(minezh" +
	":\xe8barshear00);milk -->ironfreddiskwentsoilputs/js/holyT22:ISBNT20:adamsees<h2>json', 'contT21: RSSloopasiamoon" +
	"</p>soulLINEfortcartT14:<h1>80px!--<9px;T04:mike:46ZniceinchYorkricezh:\xe4'));puremageparatonebond:37Z_of_']);00" +
	"0,zh:\xe7tankyardbowlbush:56ZJava30px\x0a|}\x0a%C3%:34ZjeffEXPIcashvisagolfsnowzh:\xe9quer.csssickmeatmin.binddellhirepics" +
	"rent:36ZHTTP-201fotowolfEND xbox:54ZBODYdick;\n}\nexit:35Zvarsbeat'});diet999;anne}}</[i].Langkm²wiretoysaddsse" +
	"alalex;\n\t}echonine.org005)tonyjewssandlegsroof000) 200winegeardogsbootgarycutstyletemption.xmlcockgang$('.50px" +
	"Ph.Dmiscalanloandeskmileryanunixdisc);}\ndustclip).\n\n70px-200DVDs7]><tapedemoi++)wageeurophiloptsholeFAQsasin-2" +
	"6TlabspetsURL bulkcook;}\x0d\nHEAD[0])abbrjuan(198leshtwin</i>sonyguysfuckpipe|-\n!002)ndow[1];[];\nLog salt\x0d\n\t\tbang" +
	"trimbath){\x0d\x0a00px\x0a});ko:\xecfeesad>\x0ds:// [];tollplug(){\x0a{\x0d\x0a .js'200pdualboat.JPG);\x0a}quot);\x0a\x0a');\x0a\x0d\x0a}\x0d20142015201620" +
	"17201820192020202120222023202420252026202720282029203020312032203320342035203620372013201220112010200920082007" +
	"20062005200420032002200120001999199819971996199519941993199219911990198919881987198619851984198319821981198019" +
	"79197819771976197519741973197219711970196919681967196619651964196319621961196019591958195719561955195419531952" +
	"1951195010001024139400009999comomásesteestaperotodohacecadaañobiendíaasívidacasootroforosolootracualdijosi" +
	"dograntipotemadebealgoquéestonadatrespococasabajotodasinoaguapuesunosantediceluisellamayozonaamorpisoobraclic" +
	"ellodioshoracasiзанаомрарутанепоотизнодотожеонихНаеебымыВысовыв" +
	"оНообПолиниРФНеМытыОнимдаЗаДаНуОбтеИзейнуммТыужفيأنمامع" +
	"كلأورديافىهولملكاولهبسالإنهيأيقدهلثمبهلوليبلايبكشيامأمن" +
	"تبيلنحبهممشوشfirstvideolightworldmediawhitecloseblackrightsmallbooksplacemusicfieldorderpointvalu" +
	"eleveltableboardhousegroupworksyearsstatetodaywaterstartstyledeathpowerphonenighterrorinputabouttermstitletool" +
	"seventlocaltimeslargewordsgamesshortspacefocusclearmodelblockguideradiosharewomenagainmoneyimagenamesyoungline" +
	"slatercolorgreenfront&amp;watchforcepricerulesbeginaftervisitissueareasbelowindextotalhourslabelprintpressbuil" +
	"tlinksspeedstudytradefoundsenseundershownformsrangeaddedstillmovedtakenaboveflashfixedoftenotherviewschecklega" +
	"lriveritemsquickshapehumanexistgoingmoviethirdbasicpeacestagewidthloginideaswrotepagesusersdrivestorebreaksout" +
	"hvoicesitesmonthwherebuildwhichearthforumthreesportpartyClicklowerlivesclasslayerentrystoryusagesoundcourtyour" +
	" birthpopuptypesapplyImagebeinguppernoteseveryshowsmeansextramatchtrackknownearlybegansuperpapernorthlearngive" +
	"nnamedendedTermspartsGroupbrandusingwomanfalsereadyaudiotakeswhile.com/livedcasesdailychildgreatjudgethoseunit" +
	"sneverbroadcoastcoverapplefilescyclesceneplansclickwritequeenpieceemailframeolderphotolimitcachecivilscaleente" +
	"rthemetheretouchboundroyalaskedwholesincestock namefaithheartemptyofferscopeownedmightalbumthinkbloodarraymajo" +
	"rtrustcanonunioncountvalidstoneStyleLoginhappyoccurleft:freshquitefilmsgradeneedsurbanfightbasishoverauto;rout" +
	"e.htmlmixedfinalYour slidetopicbrownalonedrawnsplitreachRightdatesmarchquotegoodsLinksdoubtasyncthumballowchie" +
	"fyouthnovel10px;serveuntilhandsCheckSpacequeryjamesequaltwice0,000Startpanelsongsroundeightshiftworthpostslead" +
	"sweeksavoidthesemilesplanesmartalphaplantmarksratesplaysclaimsalestextsstarswrong</h3>thing.org/multiheardPowe" +
	"rstandtokensolid(thisbringshipsstafftriedcallsfullyfactsagentThis //-->adminegyptEvent15px;Emailtrue\"crossspen" +
	"tblogsbox\">notedleavechinasizesguest</h4>robotheavytrue,sevengrandcrimesignsawaredancephase><!--en_US&#39;200p" +
	"x_namelatinenjoyajax.ationsmithU.S. holdspeterindianav\">chainscorecomesdoingpriorShare1990sromanlistsjapanfall" +
	"strialowneragree</h2>abusealertopera\"-//WcardshillsteamsPhototruthclean.php?saintmetallouismeantproofbriefrow\"" +
	">genretrucklooksValueFrame.net/-->\n<try {\nvar makescostsplainadultquesttrainlaborhelpscausemagicmotortheir250p" +
	"xleaststepsCountcouldglasssidesfundshotelawardmouthmovesparisgivesdutchtexasfruitnull,||[];top\">\n<!--POST\"ocea" +
	"n<br/>floorspeakdepth sizebankscatchchart20px;aligndealswould50px;url=\"parksmouseMost ...</amongbrainbody none" +
	";basedcarrydraftreferpage_home.meterdelaydreamprovejoint</tr>drugs<!-- aprilidealallenexactforthcodeslogicView" +
	" seemsblankports (200saved_linkgoalsgrantgreekhomesringsrated30px;whoseparse();\" Blocklinuxjonespixel');\">);if" +
	"(-leftdavidhorseFocusraiseboxesTrackement</em>bar\">.src=toweralt=\"cablehenry24px;setupitalysharpminortastewant" +
	"sthis.resetwheelgirls/css/100%;clubsstuffbiblevotes 1000korea});\x0d\nbandsqueue= {};80px;cking{\x0d\n\t\taheadclockiris" +
	"hlike ratiostatsForm\"yahoo)[0];Aboutfinds</h1>debugtasksURL =cells})();12px;primetellsturns0x600.jpg\"spainbeac" +
	"htaxesmicroangel--></giftssteve-linkbody.});\n\tmount (199FAQ</rogerfrankClass28px;feeds<h1><scotttests22px;drin" +
	"k) || lewisshall#039; for lovedwaste00px;ja:\xe3\x82simon<fontreplymeetsuntercheaptightBrand) != dressclipsroomsonke" +
	"ymobilmain.Name platefunnytreescom/\"1.jpgwmodeparamSTARTleft idden, 201);\n}\nform.viruschairtransworstPagesitio" +
	"npatch<!--\no-cacfirmstours,000 asiani++){adobe')[0]id=10both;menu .2.mi.png\"kevincoachChildbruce2.jpgURL)+.jpg" +
	"|suitesliceharry120\" sweettr>\x0d\nname=diegopage swiss-->\n\n#fff;\">Log.com\"treatsheet) && 14px;sleepntentfiledja:" +
	"\xe3\x83id=\"cName\"worseshots-box-delta\x0a&lt;bears:48Z<data-rural</a> spendbakershops= \"\";php\">ction13px;brianhellosiz" +
	"e=o=%2F joinmaybe<img img\">, fjsimg\" \")[0]MTopBType\"newlyDanskczechtrailknows</h5>faq\">zh-cn10);\n-1\");type=blu" +
	"estrulydavis.js';>\x0d\n<!steel you h2>\x0d\nform jesus100% menu.\x0d\n\t\x0d\nwalesrisksumentddingb-likteachgif\" vegasdanskees" +
	"tishqipsuomisobredesdeentretodospuedeañosestátienehastaotrospartedondenuevohacerformamismomejormundoaquídí" +
	"assóloayudafechatodastantomenosdatosotrassitiomuchoahoralugarmayorestoshorastenerantesfotosestaspaísnuevasal" +
	"udforosmedioquienmesespoderchileserávecesdecirjoséestarventagrupohechoellostengoamigocosasnivelgentemismaair" +
	"esjuliotemashaciafavorjuniolibrepuntobuenoautorabrilbuenatextomarzosaberlistaluegocómoenerojuegoperúhaberest" +
	"oynuncamujervalorfueralibrogustaigualvotoscasosguíapuedosomosavisousteddebennochebuscafaltaeurosseriedichocur" +
	"soclavecasasleónplazolargoobrasvistaapoyojuntotratavistocrearcampohemoscincocargopisosordenhacenáreadiscoped" +
	"rocercapuedapapelmenorútilclarojorgecalleponertardenadiemarcasigueellassiglocochemotosmadreclaserestoniñoque" +
	"dapasarbancohijosviajepabloéstevienereinodejarfondocanalnorteletracausatomarmanoslunesautosvillavendopesartip" +
	"ostengamarcollevapadreunidovamoszonasambosbandamariaabusomuchasubirriojavivirgradochicaallíjovendichaestantal" +
	"essalirsuelopesosfinesllamabuscoéstalleganegroplazahumorpagarjuntadobleislasbolsabañohablaluchaÁreadicenjug" +
	"arnotasvalleallácargadolorabajoestégustomentemariofirmacostofichaplatahogarartesleyesaquelmuseobasespocosmit" +
	"adcielochicomiedoganarsantoetapadebesplayaredessietecortecoreadudasdeseoviejodeseaaguas&quot;domaincommonstatu" +
	"seventsmastersystemactionbannerremovescrollupdateglobalmediumfilternumberchangeresultpublicscreenchoosenormalt" +
	"ravelissuessourcetargetspringmodulemobileswitchphotosborderregionitselfsocialactivecolumnrecordfollowtitle>eit" +
	"herlengthfamilyfriendlayoutauthorcreatereviewsummerserverplayedplayerexpandpolicyformatdoublepointsseriesperso" +
	"nlivingdesignmonthsforcesuniqueweightpeopleenergynaturesearchfigurehavingcustomoffsetletterwindowsubmitrenderg" +
	"roupsuploadhealthmethodvideosschoolfutureshadowdebatevaluesObjectothersrightsleaguechromesimplenoticesharedend" +
	"ingseasonreportonlinesquarebuttonimagesenablemovinglatestwinterFranceperiodstrongrepeatLondondetailformeddeman" +
	"dsecurepassedtoggleplacesdevicestaticcitiesstreamyellowattackstreetflighthiddeninfo\">openedusefulvalleycausesl" +
	"eadersecretseconddamagesportsexceptratingsignedthingseffectfieldsstatesofficevisualeditorvolumeReportmuseummov" +
	"iesparentaccessmostlymother\" id=\"marketgroundchancesurveybeforesymbolmomentspeechmotioninsidematterCenterobjec" +
	"texistsmiddleEuropegrowthlegacymannerenoughcareeransweroriginportalclientselectrandomclosedtopicscomingfathero" +
	"ptionsimplyraisedescapechosenchurchdefinereasoncorneroutputmemoryiframepolicemodelsNumberduringoffersstyleskil" +
	"ledlistedcalledsilvermargindeletebetterbrowselimitsGlobalsinglewidgetcenterbudgetnowrapcreditclaimsenginesafet" +
	"ychoicespirit-stylespreadmakingneededrussiapleaseextentScriptbrokenallowschargedividefactormember-basedtheoryc" +
	"onfigaroundworkedhelpedChurchimpactshouldalwayslogo\" bottomlist\">){var prefixorangeHeader.push(couplegardenbri" +
	"dgelaunchReviewtakingvisionlittledatingButtonbeautythemesforgotSearchanchoralmostloadedChangereturnstringreloa" +
	"dMobileincomesupplySourceordersviewed&nbsp;courseAbout island<html cookiename=\"amazonmodernadvicein</a>: The d" +
	"ialoghousesBEGIN MexicostartscentreheightaddingIslandassetsEmpireSchooleffortdirectnearlymanualSelect.\n\nOnejoi" +
	"nedmenu\">PhilipawardshandleimportOfficeregardskillsnationSportsdegreeweekly (e.g.behinddoctorloggedunited</b><" +
	"/beginsplantsassistartistissued300px|canadaagencyschemeremainBrazilsamplelogo\">beyond-scaleacceptservedmarineF" +
	"ootercamera</h1>\n_form\"leavesstress\" />\x0d\n.gif\" onloadloaderOxfordsistersurvivlistenfemaleDesignsize=\"appealtex" +
	"t\">levelsthankshigherforcedanimalanyoneAfricaagreedrecentPeople<br />wonderpricesturned|| {};main\">inlinesunda" +
	"ywrap\">failedcensusminutebeaconquotes150px|estateremoteemail\"linkedright;signalformal1.htmlsignupprincefloat:." +
	"png\" forum.AccesspaperssoundsextendHeightsliderUTF-8\"&amp; Before. WithstudioownersmanageprofitjQueryannualpar" +
	"amsboughtfamousgooglelongeri++) {israelsayingdecidehome\">headerensurebranchpiecesblock;statedtop\"><racingresiz" +
	"e--&gt;pacitysexualbureau.jpg\" 10,000obtaintitlesamount, Inc.comedymenu\" lyricstoday.indeedcounty_logo.Familyl" +
	"ookedMarketlse ifPlayerturkey);var forestgivingerrorsDomain}else{insertBlog</footerlogin.fasteragents<body 10p" +
	"x 0pragmafridayjuniordollarplacedcoversplugin5,000 page\">boston.test(avatartested_countforumsschemaindex,fille" +
	"dsharesreaderalert(appearSubmitline\">body\">\n* TheThoughseeingjerseyNews</verifyexpertinjurywidth=CookieSTART a" +
	"cross_imagethreadnativepocketbox\">\nSystem DavidcancertablesprovedApril reallydriveritem\">more\">boardscolorscam" +
	"pusfirst || [];media.guitarfinishwidth:showedOther .php\" assumelayerswilsonstoresreliefswedenCustomeasily your" +
	" String\n\nWhiltaylorclear:resortfrenchthough\") + \"<body>buyingbrandsMembername\">oppingsector5px;\">vspaceposterm" +
	"ajor coffeemartinmaturehappen</nav>kansaslink\">Images=falsewhile hspace0&amp; \n\nIn  powerPolski-colorjordanBot" +
	"tomStart -count2.htmlnews\">01.jpgOnline-rightmillerseniorISBN 00,000 guidesvalue)ectionrepair.xml\"  rights.htm" +
	"l-blockregExp:hoverwithinvirginphones</tr>\x0dusing \n\tvar >');\n\t</td>\n</tr>\nbahasabrasilgalegomagyarpolskisrpski" +
	"ردو中文简体繁體信息中国我们一个公司管理论坛可以服务时间个人产品自己企业" +
	"查看工作联系没有网站所有评论中心文章用户首页作者技术问题相关下载搜索使用" +
	"软件在线主题资料视频回复注册网络收藏内容推荐市场消息空间发布什么好友生活" +
	"图片发展如果手机新闻最新方式北京提供关于更多这个系统知道游戏广告其他发表" +
	"安全第一会员进行点击版权电子世界设计免费教育加入活动他们商品博客现在上海" +
	"如何已经留言详细社区登录本站需要价格支持国际链接国家建设朋友阅读法律位置" +
	"经济选择这样当前分类排行因为交易最后音乐不能通过行业科技可能设备合作大家" +
	"社会研究专业全部项目这里还是开始情况电脑文件品牌帮助文化资源大学学习地址" +
	"浏览投资工程要求怎么时候功能主要目前资讯城市方法电影招聘声明任何健康数据" +
	"美国汽车介绍但是交流生产所以电话显示一些单位人员分析地图旅游工具学生系列" +
	"网友帖子密码频道控制地区基本全国网上重要第二喜欢进入友情这些考试发现培训" +
	"以上政府成为环境香港同时娱乐发送一定开发作品标准欢迎解决地方一下以及责任" +
	"或者客户代表积分女人数码销售出现离线应用列表不同编辑统计查询不要有关机构" +
	"很多播放组织政策直接能力来源時間看到热门关键专区非常英语百度希望美女比较" +
	"知识规定建议部门意见精彩日本提高发言方面基金处理权限影片银行还有分享物品" +
	"经营添加专家这种话题起来业务公告记录简介质量男人影响引用报告部分快速咨询" +
	"时尚注意申请学校应该历史只是返回购买名称为了成功说明供应孩子专题程序一般" +
	"會員只有其它保护而且今天窗口动态状态特别认为必须更新小说我們作为媒体包括" +
	"那么一样国内是否根据电视学院具有过程由于人才出来不过正在明星故事关系标题" +
	"商务输入一直基础教学了解建筑结果全球通知计划对于艺术相册发生真的建立等级" +
	"类型经验实现制作来自标签以下原创无法其中個人一切指南关闭集团第三关注因此" +
	"照片深圳商业广州日期高级最近综合表示专辑行为交通评价觉得精华家庭完成感觉" +
	"安装得到邮件制度食品虽然转载报价记者方案行政人民用品东西提出酒店然后付款" +
	"热点以前完全发帖设置领导工业医院看看经典原因平台各种增加材料新增之后职业" +
	"效果今年论文我国告诉版主修改参与打印快乐机械观点存在精神获得利用继续你们" +
	"这么模式语言能够雅虎操作风格一起科学体育短信条件治疗运动产业会议导航先生" +
	"联盟可是問題结构作用调查資料自动负责农业访问实施接受讨论那个反馈加强女性" +
	"范围服務休闲今日客服觀看参加的话一点保证图书有效测试移动才能决定股票不断" +
	"需求不得办法之间采用营销投诉目标爱情摄影有些複製文学机会数字装修购物农村" +
	"全面精品其实事情水平提示上市谢谢普通教师上传类别歌曲拥有创新配件只要时代" +
	"資訊达到人生订阅老师展示心理贴子網站主題自然级别简单改革那些来说打开代码" +
	"删除证券节目重点次數多少规划资金找到以后大全主页最佳回答天下保障现代检查" +
	"投票小时沒有正常甚至代理目录公开复制金融幸福版本形成准备行情回到思想怎样" +
	"协议认证最好产生按照服装广东动漫采购新手组图面板参考政治容易天地努力人们" +
	"升级速度人物调整流行造成文字韩国贸易开展相關表现影视如此美容大小报道条款" +
	"心情许多法规家居书店连接立即举报技巧奥运登入以来理论事件自由中华办公妈妈" +
	"真正不错全文合同价值别人监督具体世纪团队创业承担增长有人保持商家维修台湾" +
	"左右股份答案实际电信经理生命宣传任务正式特色下来协会只能当然重新內容指导" +
	"运行日志賣家超过土地浙江支付推出站长杭州执行制造之一推广现场描述变化传统" +
	"歌手保险课程医疗经过过去之前收入年度杂志美丽最高登陆未来加工免责教程版块" +
	"身体重庆出售成本形式土豆出價东方邮箱南京求职取得职位相信页面分钟网页确定" +
	"图例网址积极错误目的宝贝机关风险授权病毒宠物除了評論疾病及时求购站点儿童" +
	"每天中央认识每个天津字体台灣维护本页个性官方常见相机战略应当律师方便校园" +
	"股市房屋栏目员工导致突然道具本网结合档案劳动另外美元引起改变第四会计說明" +
	"隐私宝宝规范消费共同忘记体系带来名字發表开放加盟受到二手大量成人数量共享" +
	"区域女孩原则所在结束通信超级配置当时优秀性感房产遊戲出口提交就业保健程度" +
	"参数事业整个山东情感特殊分類搜尋属于门户财务声音及其财经坚持干部成立利益" +
	"考虑成都包装用戶比赛文明招商完整真是眼睛伙伴威望领域卫生优惠論壇公共良好" +
	"充分符合附件特点不可英文资产根本明显密碼公众民族更加享受同学启动适合原来" +
	"问答本文美食绿色稳定终于生物供求搜狐力量严重永远写真有限竞争对象费用不好" +
	"绝对十分促进点评影音优势不少欣赏并且有点方向全新信用设施形象资格突破随着" +
	"重大于是毕业智能化工完美商城统一出版打造產品概况用于保留因素中國存储贴图" +
	"最愛长期口价理财基地安排武汉里面创建天空首先完善驱动下面不再诚信意义阳光" +
	"英国漂亮军事玩家群众农民即可名稱家具动画想到注明小学性能考研硬件观看清楚" +
	"搞笑首頁黄金适用江苏真实主管阶段註冊翻译权利做好似乎通讯施工狀態也许环保" +
	"培养概念大型机票理解匿名cuandoenviarmadridbuscariniciotiempoporquecuentaestadopuedenjuegoscontraes" +
	"tánnombretienenperfilmaneraamigosciudadcentroaunquepuedesdentroprimerpreciosegúnbuenosvolverpuntossemanahab" +
	"íaagostonuevosunidoscarlosequiponiñosmuchosalgunacorreoimagenpartirarribamaríahombreempleoverdadcambiomucha" +
	"sfueronpasadolíneaparecenuevascursosestabaquierolibroscuantoaccesomiguelvarioscuatrotienesgruposseráneuropam" +
	"ediosfrenteacercademásofertacochesmodeloitalialetrasalgúncompracualesexistecuerposiendoprensallegarviajesdin" +
	"eromurciapodrápuestodiariopuebloquieremanuelpropiocrisisciertoseguromuertefuentecerrargrandeefectopartesmedid" +
	"apropiaofrecetierrae-mailvariasformasfuturoobjetoseguirriesgonormasmismosúnicocaminositiosrazóndebidopruebat" +
	"oledoteníajesúsesperococinaorigentiendacientocádizhablarseríalatinafuerzaestiloguerraentraréxitolópezage" +
	"ndavídeoevitarpaginametrosjavierpadresfácilcabezaáreassalidaenvíojapónabusosbienestextosllevarpuedanfuert" +
	"ecomúnclaseshumanotenidobilbaounidadestáseditarcreadoдлячтокакилиэтовсеегопритак" +
	"ещеужеКакбезбылониВсеподЭтотомчемнетлетразонагдемнеДляП" +
	"ринаснихтемктогодвоттамСШАмаяЧтовасвамемуТакдванамэтиэт" +
	"уВамтехпротутнаддняВоттринейВаснимсамтотрубОнимирнееООО" +
	"лицэтаОнанемдоммойдвеоносудकेहैकीसेकाकोऔरपरने" +
	"एककिभीइसकरतोहोआपहीयहयातकथाjagranआजजोअबदो" +
	"गईजागएहमइनवहयेथेथीघरजबदीकईजीवेनईनएहर" +
	"उसमेकमवोलेसबमईदेओरआमबसभरबनचलमनआगसीलीع" +
	"لىإلىهذاآخرعددالىهذهصورغيركانولابينعرضذلكهنايومقالعليان" +
	"الكنحتىقبلوحةاخرفقطعبدركنإذاكمااحدإلافيهبعضكيفبحثومنوهو" +
	"أناجدالهاسلمعندليسعبرصلىمنذبهاأنهمثلكنتالاحيثمصرشرححولو" +
	"فياذالكلمرةانتالفأبوخاصأنتانهاليعضووقدابنخيربنتلكمشاءوه" +
	"يابوقصصومارقمأحدنحنعدمرأياحةكتبدونيجبمنهتحتجهةسنةيتمكرة" +
	"غزةنفسبيتللهلناتلكقلبلماعنهأولشيءنورأمافيكبكلذاترتببأنه" +
	"مسانكبيعفقدحسنلهمشعرأهلشهرقطرطلبprofileservicedefaulthimselfdetailscontentsupp" +
	"ortstartedmessagesuccessfashion<title>countryaccountcreatedstoriesresultsrunningprocesswritingobjectsvisiblewe" +
	"lcomearticleunknownnetworkcompanydynamicbrowserprivacyproblemServicerespectdisplayrequestreservewebsitehistory" +
	"friendsoptionsworkingversionmillionchannelwindow.addressvisitedweathercorrectproductedirectforwardyou canremov" +
	"edsubjectcontrolarchivecurrentreadinglibrarylimitedmanagerfurthersummarymachineminutesprivatecontextprogramsoc" +
	"ietynumberswrittenenabledtriggersourcesloadingelementpartnerfinallyperfectmeaningsystemskeepingculture&quot;,j" +
	"ournalprojectsurfaces&quot;expiresreviewsbalanceEnglishContentthroughPlease opinioncontactaverageprimaryvillag" +
	"eSpanishgallerydeclinemeetingmissionpopularqualitymeasuregeneralspeciessessionsectionwriterscounterinitialrepo" +
	"rtsfiguresmembersholdingdisputeearlierexpressdigitalpictureAnothermarriedtrafficleadingchangedcentralvictoryim" +
	"ages/reasonsstudiesfeaturelistingmust beschoolsVersionusuallyepisodeplayinggrowingobviousoverlaypresentactions" +
	"</ul>\x0d\nwrapperalreadycertainrealitystorageanotherdesktopofferedpatternunusualDigitalcapitalWebsitefailureconne" +
	"ctreducedAndroiddecadesregular &amp; animalsreleaseAutomatgettingmethodsnothingPopularcaptionletterscapturesci" +
	"encelicensechangesEngland=1&amp;History = new CentralupdatedSpecialNetworkrequirecommentwarningCollegetoolbarr" +
	"emainsbecauseelectedDeutschfinanceworkersquicklybetweenexactlysettingdiseaseSocietyweaponsexhibit&lt;!--Contro" +
	"lclassescoveredoutlineattacksdevices(windowpurposetitle=\"Mobile killingshowingItaliandroppedheavilyeffects-1']" +
	");\nconfirmCurrentadvancesharingopeningdrawingbillionorderedGermanyrelated</form>includewhetherdefinedScienceca" +
	"talogArticlebuttonslargestuniformjourneysidebarChicagoholidayGeneralpassage,&quot;animatefeelingarrivedpassing" +
	"naturalroughly.\n\nThe but notdensityBritainChineselack oftributeIreland\" data-factorsreceivethat isLibraryhusba" +
	"ndin factaffairsCharlesradicalbroughtfindinglanding:lang=\"return leadersplannedpremiumpackageAmericaEdition]&q" +
	"uot;Messageneed tovalue=\"complexlookingstationbelievesmaller-mobilerecordswant tokind ofFirefoxyou aresimilars" +
	"tudiedmaximumheadingrapidlyclimatekingdomemergedamountsfoundedpioneerformuladynastyhow to Supportrevenueeconom" +
	"yResultsbrothersoldierlargelycalling.&quot;AccountEdward segmentRobert effortsPacificlearnedup withheight:we h" +
	"aveAngelesnations_searchappliedacquiremassivegranted: falsetreatedbiggestbenefitdrivingStudiesminimumperhapsmo" +
	"rningsellingis usedreversevariant role=\"missingachievepromotestudentsomeoneextremerestorebottom:evolvedall the" +
	"sitemapenglishway to  AugustsymbolsCompanymattersmusicalagainstserving})();\x0d\npaymenttroubleconceptcompareparen" +
	"tsplayersregionsmonitor ''The winningexploreadaptedGalleryproduceabilityenhancecareers). The collectSearch anc" +
	"ientexistedfooter handlerprintedconsoleEasternexportswindowsChannelillegalneutralsuggest_headersigning.html\">s" +
	"ettledwesterncausing-webkitclaimedJusticechaptervictimsThomas mozillapromisepartieseditionoutside:false,hundre" +
	"dOlympic_buttonauthorsreachedchronicdemandssecondsprotectadoptedprepareneithergreatlygreateroverallimprovecomm" +
	"andspecialsearch.worshipfundingthoughthighestinsteadutilityquarterCulturetestingclearlyexposedBrowserliberal} " +
	"catchProjectexamplehide();FloridaanswersallowedEmperordefenseseriousfreedomSeveral-buttonFurtherout of != null" +
	"trainedDenmarkvoid(0)/all.jspreventRequestStephen\n\nWhen observe</h2>\x0d\nModern provide\" alt=\"borders.\n\nFor \n\nMan" +
	"y artistspoweredperformfictiontype ofmedicalticketsopposedCouncilwitnessjusticeGeorge Belgium...</a>twitternot" +
	"ablywaitingwarfare Other rankingphrasesmentionsurvivescholar</p>\x0d\n Countryignoredloss ofjust asGeorgiastrange<" +
	"head><stopped1']);\x0d\nislandsnotableborder:list ofcarried100,000</h3>\n severalbecomesselect wedding00.htmlmonarc" +
	"hoff theteacherhighly biologylife ofor evenrise of&raquo;plusonehunting(thoughDouglasjoiningcirclesFor theAnci" +
	"entVietnamvehiclesuch ascrystalvalue =Windowsenjoyeda smallassumed<a id=\"foreign All rihow theDisplayretiredho" +
	"weverhidden;battlesseekingcabinetwas notlook atconductget theJanuaryhappensturninga:hoverOnline French lacking" +
	"typicalextractenemieseven ifgeneratdecidedare not/searchbeliefs-image:locatedstatic.login\">convertviolententer" +
	"edfirst\">circuitFinlandchemistshe was10px;\">as suchdivided</span>will beline ofa greatmystery/index.fallingdue" +
	" to railwaycollegemonsterdescentit withnuclearJewish protestBritishflowerspredictreformsbutton who waslecturei" +
	"nstantsuicidegenericperiodsmarketsSocial fishingcombinegraphicwinners<br /><by the NaturalPrivacycookiesoutcom" +
	"eresolveSwedishbrieflyPersianso muchCenturydepictscolumnshousingscriptsnext tobearingmappingrevisedjQuery(-wid" +
	"th:title\">tooltipSectiondesignsTurkishyounger.match(})();\n\nburningoperatedegreessource=Richardcloselyplasticen" +
	"tries</tr>\x0d\ncolor:#ul id=\"possessrollingphysicsfailingexecutecontestlink toDefault<br />\n: true,chartertourism" +
	"classicproceedexplain</h1>\x0d\nonline.?xml vehelpingdiamonduse theairlineend -->).attr(readershosting#ffffffreali" +
	"zeVincentsignals src=\"/ProductdespitediversetellingPublic held inJoseph theatreaffects<style>a largedoesn'tlat" +
	"er, ElementfaviconcreatorHungaryAirportsee theso thatMichaelSystemsPrograms, and  width=e&quot;tradingleft\">\np" +
	"ersonsGolden Affairsgrammarformingdestroyidea ofcase ofoldest this is.src = cartoonregistrCommonsMuslimsWhat i" +
	"sin manymarkingrevealsIndeed,equally/show_aoutdoorescape(Austriageneticsystem,In the sittingHe alsoIslandsAcad" +
	"emy\n\t\t<!--Daniel bindingblock\">imposedutilizeAbraham(except{width:putting).html(|| [];\nDATA[ *kitchenmountedac" +
	"tual dialectmainly _blank'installexpertsif(typeIt also&copy; \">Termsborn inOptionseasterntalkingconcerngained " +
	"ongoingjustifycriticsfactoryits ownassaultinvitedlastinghis ownhref=\"/\" rel=\"developconcertdiagramdollarsclust" +
	"erphp?id=alcohol);})();using a><span>vesselsrevivalAddressamateurandroidallegedillnesswalkingcentersqualifymat" +
	"chesunifiedextinctDefensedied in\n\t<!-- customslinkingLittle Book ofeveningmin.js?are thekontakttoday's.html\" t" +
	"arget=wearingAll Rig;\n})();raising Also, crucialabout\">declare-->\n<scfirefoxas muchappliesindex, s, but type =" +
	" \n\x0d\n<!--towardsRecordsPrivateForeignPremierchoicesVirtualreturnsCommentPoweredinline;povertychamberLiving volu" +
	"mesAnthonylogin\" RelatedEconomyreachescuttinggravitylife inChapter-shadowNotable</td>\x0d\n returnstadiumwidgetsva" +
	"ryingtravelsheld bywho arework infacultyangularwho hadairporttown of\n\nSome 'click'chargeskeywordit willcity of" +
	"(this);Andrew unique checkedor more300px; return;rsion=\"pluginswithin herselfStationFederalventurepublishsent " +
	"totensionactresscome tofingersDuke ofpeople,exploitwhat isharmonya major\":\"httpin his menu\">\nmonthlyofficercou" +
	"ncilgainingeven inSummarydate ofloyaltyfitnessand wasemperorsupremeSecond hearingRussianlongestAlbertalaterals" +
	"et of small\">.appenddo withfederalbank ofbeneathDespiteCapitalgrounds), and percentit fromclosingcontainInstea" +
	"dfifteenas well.yahoo.respondfighterobscurereflectorganic= Math.editingonline paddinga wholeonerroryear ofend " +
	"of barrierwhen itheader home ofresumedrenamedstrong>heatingretainscloudfrway of March 1knowingin partBetweenle" +
	"ssonsclosestvirtuallinks\">crossedEND -->famous awardedLicenseHealth fairly wealthyminimalAfricancompetelabel\">" +
	"singingfarmersBrasil)discussreplaceGregoryfont copursuedappearsmake uproundedboth ofblockedsaw theofficescolou" +
	"rsif(docuwhen heenforcepush(fuAugust UTF-8\">Fantasyin mostinjuredUsuallyfarmingclosureobject defenceuse of Med" +
	"ical<body>\nevidentbe usedkeyCodesixteenIslamic#000000entire widely active (typeofone cancolor =speakerextendsP" +
	"hysicsterrain<tbody>funeralviewingmiddle cricketprophetshifteddoctorsRussell targetcompactalgebrasocial-bulk o" +
	"fman and</td>\n he left).val()false);logicalbankinghome tonaming Arizonacredits);\n});\nfounderin turnCollinsbefo" +
	"re But thechargedTitle\">CaptainspelledgoddessTag -->Adding:but wasRecent patientback in=false&Lincolnwe knowCo" +
	"unterJudaismscript altered']);\n  has theunclearEvent',both innot all\n\n<!-- placinghard to centersort ofclients" +
	"streetsBernardassertstend tofantasydown inharbourFreedomjewelry/about..searchlegendsis mademodern only ononly " +
	"toimage\" linear painterand notrarely acronymdelivershorter00&amp;as manywidth=\"/* <![Ctitle =of the lowest pic" +
	"ked escapeduses ofpeoples PublicMatthewtacticsdamagedway forlaws ofeasy to windowstrong  simple}catch(seventhi" +
	"nfoboxwent topaintedcitizenI don'tretreat. Some ww.\");\nbombingmailto:made in. Many carries||{};wiwork ofsynony" +
	"mdefeatsfavoredopticalpageTraunless sendingleft\"><comScorAll thejQuery.touristClassicfalse\" Wilhelmsuburbsgenu" +
	"inebishops.split(global followsbody ofnominalContactsecularleft tochiefly-hidden-banner</li>\n\n. When in bothdi" +
	"smissExplorealways via thespañolwelfareruling arrangecaptainhis sonrule ofhe tookitself,=0&amp;(calledsamples" +
	"to makecom/pagMartin Kennedyacceptsfull ofhandledBesides//--></able totargetsessencehim to its by common.miner" +
	"alto takeways tos.org/ladvisedpenaltysimple:if theyLettersa shortHerbertstrikes groups.lengthflightsoverlapslo" +
	"wly lesser social </p>\n\t\tit intoranked rate oful>\x0d\n  attemptpair ofmake itKontaktAntoniohaving ratings actives" +
	"treamstrapped\").css(hostilelead tolittle groups,Picture-->\x0d\n\x0d\n rows=\" objectinverse<footerCustomV><\\/scrsolvin" +
	"gChamberslaverywoundedwhereas!= 'undfor allpartly -right:Arabianbacked centuryunit ofmobile-Europe,is homerisk" +
	" ofdesiredClintoncost ofage of become none ofp&quot;Middle ead')[0Criticsstudios>&copy;group\">assemblmaking pr" +
	"essedwidget.ps:\" ? rebuiltby someFormer editorsdelayedCanonichad thepushingclass=\"but arepartialBabylonbottom " +
	"carrierCommandits useAs withcoursesa thirddenotesalso inHouston20px;\">accuseddouble goal ofFamous ).bind(pries" +
	"ts Onlinein Julyst + \"gconsultdecimalhelpfulrevivedis veryr'+'iptlosing femalesis alsostringsdays ofarrivalfut" +
	"ure <objectforcingString(\" />\n\t\there isencoded.  The balloondone by/commonbgcolorlaw of Indianaavoidedbut the2" +
	"px 3pxjquery.after apolicy.men andfooter-= true;for usescreen.Indian image =family,http:// &nbsp;driverseterna" +
	"lsame asnoticedviewers})();\n is moreseasonsformer the newis justconsent Searchwas thewhy theshippedbr><br>widt" +
	"h: height=made ofcuisineis thata very Admiral fixed;normal MissionPress, ontariocharsettry to invaded=\"true\"sp" +
	"acingis mosta more totallyfall of});\x0d\n  immensetime inset outsatisfyto finddown tolot of Playersin Junequantum" +
	"not thetime todistantFinnishsrc = (single help ofGerman law andlabeledforestscookingspace\">header-well asStanl" +
	"eybridges/globalCroatia About [0];\n  it, andgroupedbeing a){throwhe madelighterethicalFFFFFF\"bottom\"like a emp" +
	"loyslive inas seenprintermost ofub-linkrejectsand useimage\">succeedfeedingNuclearinformato helpWomen'sNeitherM" +
	"exicanprotein<table by manyhealthylawsuitdevised.push({sellerssimply Through.cookie Image(older\">us.js\"> Since" +
	" universlarger open to!-- endlies in']);\x0d\n  marketwho is (\"DOMComanagedone fortypeof Kingdomprofitsproposeto s" +
	"howcenter;made itdressedwere inmixtureprecisearisingsrc = 'make a securedBaptistvoting \n\t\tvar March 2grew upCl" +
	"imate.removeskilledway the</head>face ofacting right\">to workreduceshas haderectedshow();action=book ofan area" +
	"== \"htt<header\n<html>conformfacing cookie.rely onhosted .customhe wentbut forspread Family a meansout theforum" +
	"s.footage\">MobilClements\" id=\"as highintense--><!--female is seenimpliedset thea stateand hisfastestbesidesbut" +
	"ton_bounded\"><img Infoboxevents,a youngand areNative cheaperTimeoutand hasengineswon the(mostlyright: find a -" +
	"bottomPrince area ofmore ofsearch_nature,legallyperiod,land ofor withinducedprovingmissilelocallyAgainstthe wa" +
	"yk&quot;px;\">\x0d\npushed abandonnumeralCertainIn thismore inor somename isand, incrownedISBN 0-createsOctobermay " +
	"notcenter late inDefenceenactedwish tobroadlycoolingonload=it. TherecoverMembersheight assumes<html>\npeople.in" +
	" one =windowfooter_a good reklamaothers,to this_cookiepanel\">London,definescrushedbaptismcoastalstatus title\" " +
	"move tolost inbetter impliesrivalryservers SystemPerhapses and contendflowinglasted rise inGenesisview ofrisin" +
	"g seem tobut in backinghe willgiven agiving cities.flow of Later all butHighwayonly bysign ofhe doesdiffersbat" +
	"tery&amp;lasinglesthreatsintegertake onrefusedcalled =US&ampSee thenativesby thissystem.head of:hover,lesbians" +
	"urnameand allcommon/header__paramsHarvard/pixel.removalso longrole ofjointlyskyscraUnicodebr />\x0d\nAtlantanucleu" +
	"sCounty,purely count\">easily build aonclicka givenpointerh&quot;events else {\nditionsnow the, with man whoorg/" +
	"Webone andcavalryHe diedseattle00,000 {windowhave toif(windand itssolely m&quot;renewedDetroitamongsteither th" +
	"em inSenatorUs</a><King ofFrancis-produche usedart andhim andused byscoringat hometo haverelatesibilityfaction" +
	"Buffalolink\"><what hefree toCity ofcome insectorscountedone daynervoussquare };if(goin whatimg\" alis onlysearc" +
	"h/tuesdaylooselySolomonsexual - <a hrmedium\"DO NOT France,with a war andsecond take a >\x0d\n\x0d\n\x0d\nmarket.highwaydon" +
	"e inctivity\"last\">obligedrise to\"undefimade to Early praisedin its for hisathleteJupiterYahoo! termed so manyr" +
	"eally s. The a woman?value=direct right\" bicycleacing=\"day andstatingRather,higher Office are nowtimes, when a" +
	" pay foron this-link\">;borderaround annual the Newput the.com\" takin toa brief(in thegroups.; widthenzymessimp" +
	"le in late{returntherapya pointbanninginks\">\n();\" rea place\\u003Caabout atr>\x0d\n\t\tccount gives a<SCRIPTRailwayth" +
	"emes/toolboxById(\"xhumans,watchesin some if (wicoming formats Under but hashanded made bythan infear ofdenoted" +
	"/iframeleft involtagein eacha&quot;base ofIn manyundergoregimesaction </p>\x0d\n<ustomVa;&gt;</importsor thatmostl" +
	"y &amp;re size=\"</a></ha classpassiveHost = WhetherfertileVarious=[];(fucameras/></td>acts asIn some>\x0d\n\x0d\n<!org" +
	"anis <br />Beijingcatalàdeutscheuropeueuskaragaeilgesvenskaespañamensajeusuariotrabajoméxicopáginasiempres" +
	"istemaoctubreduranteañadirempresamomentonuestroprimeratravésgraciasnuestraprocesoestadoscalidadpersonanúmer" +
	"oacuerdomúsicamiembroofertasalgunospaísesejemploderechoademásprivadoagregarenlacesposiblehotelessevillaprim" +
	"eroúltimoeventosarchivoculturamujeresentradaanuncioembargomercadograndesestudiomejoresfebrerodiseñoturismoc" +
	"ódigoportadaespaciofamiliaantoniopermiteguardaralgunaspreciosalguiensentidovisitastítuloconocersegundoconsej" +
	"ofranciaminutossegundatenemosefectosmálagasesiónrevistagranadacompraringresogarcíaacciónecuadorquienesincl" +
	"usodeberámateriahombresmuestrapodríamañanaúltimaestamosoficialtambienningúnsaludospodemosmejorarpositionb" +
	"usinesshomepagesecuritylanguagestandardcampaignfeaturescategoryexternalchildrenreservedresearchexchangefavorit" +
	"etemplatemilitaryindustryservicesmaterialproductsz-index:commentssoftwarecompletecalendarplatformarticlesrequi" +
	"redmovementquestionbuildingpoliticspossiblereligionphysicalfeedbackregisterpicturesdisabledprotocolaudienceset" +
	"tingsactivityelementslearninganythingabstractprogressoverviewmagazineeconomictrainingpressurevarious <strong>p" +
	"ropertyshoppingtogetheradvancedbehaviordownloadfeaturedfootballselectedLanguagedistanceremembertrackingpasswor" +
	"dmodifiedstudentsdirectlyfightingnortherndatabasefestivalbreakinglocationinternetdropdownpracticeevidencefunct" +
	"ionmarriageresponseproblemsnegativeprogramsanalysisreleasedbanner\">purchasepoliciesregionalcreativeargumentboo" +
	"kmarkreferrerchemicaldivisioncallbackseparateprojectsconflicthardwareinterestdeliverymountainobtained= false;f" +
	"or(var acceptedcapacitycomputeridentityaircraftemployedproposeddomesticincludesprovidedhospitalverticalcollaps" +
	"eapproachpartnerslogo\"><adaughterauthor\" culturalfamilies/images/assemblypowerfulteachingfinisheddistrictcriti" +
	"calcgi-bin/purposesrequireselectionbecomingprovidesacademicexerciseactuallymedicineconstantaccidentMagazinedoc" +
	"umentstartingbottom\">observed: &quot;extendedpreviousSoftwarecustomerdecisionstrengthdetailedslightlyplanningt" +
	"extareacurrencyeveryonestraighttransferpositiveproducedheritageshippingabsolutereceivedrelevantbutton\" violenc" +
	"eanywherebenefitslaunchedrecentlyalliancefollowedmultiplebulletinincludedoccurredinternal$(this).republic><tr>" +
	"<tdcongressrecordedultimatesolution<ul id=\"discoverHome</a>websitesnetworksalthoughentirelymemorialmessagescon" +
	"tinueactive\">somewhatvictoriaWestern  title=\"LocationcontractvisitorsDownloadwithout right\">\nmeasureswidth = v" +
	"ariableinvolvedvirginianormallyhappenedaccountsstandingnationalRegisterpreparedcontrolsaccuratebirthdaystrateg" +
	"yofficialgraphicscriminalpossiblyconsumerPersonalspeakingvalidateachieved.jpg\" />machines</h2>\n  keywordsfrien" +
	"dlybrotherscombinedoriginalcomposedexpectedadequatepakistanfollow\" valuable</label>relativebringingincreasegov" +
	"ernorplugins/List of Header\">\" name=\" (&quot;graduate</head>\ncommercemalaysiadirectormaintain;height:schedulec" +
	"hangingback to catholicpatternscolor: #greatestsuppliesreliable</ul>\n\t\t<select citizensclothingwatching<li id=" +
	"\"specificcarryingsentence<center>contrastthinkingcatch(e)southernMichael merchantcarouselpadding:interior.spli" +
	"t(\"lizationOctober ){returnimproved--&gt;\n\ncoveragechairman.png\" />subjectsRichard whateverprobablyrecoverybas" +
	"eballjudgmentconnect..css\" /> websitereporteddefault\"/></a>\x0d\nelectricscotlandcreationquantity. ISBN 0did not i" +
	"nstance-search-\" lang=\"speakersComputercontainsarchivesministerreactiondiscountItalianocriteriastrongly: 'http" +
	":'script'coveringofferingappearedBritish identifyFacebooknumerousvehiclesconcernsAmericanhandlingdiv id=\"Willi" +
	"am provider_contentaccuracysection andersonflexibleCategorylawrence<script>layout=\"approved maximumheader\"></t" +
	"able>Serviceshamiltoncurrent canadianchannels/themes//articleoptionalportugalvalue=\"\"intervalwirelessentitleda" +
	"genciesSearch\" measuredthousandspending&hellip;new Date\" size=\"pageNamemiddle\" \" /></a>hidden\">sequencepersona" +
	"loverflowopinionsillinoislinks\">\n\t<title>versionssaturdayterminalitempropengineersectionsdesignerproposal=\"fal" +
	"se\"Españolreleasessubmit\" er&quot;additionsymptomsorientedresourceright\"><pleasurestationshistory.leaving  bo" +
	"rder=contentscenter\">.\n\nSome directedsuitablebulgaria.show();designedGeneral conceptsExampleswilliamsOriginal\"" +
	"><span>search\">operatorrequestsa &quot;allowingDocumentrevision. \n\nThe yourselfContact michiganEnglish columbi" +
	"apriorityprintingdrinkingfacilityreturnedContent officersRussian generate-8859-1\"indicatefamiliar qualitymargi" +
	"n:0 contentviewportcontacts-title\">portable.length eligibleinvolvesatlanticonload=\"default.suppliedpaymentsglo" +
	"ssary\n\nAfter guidance</td><tdencodingmiddle\">came to displaysscottishjonathanmajoritywidgets.clinicalthailandt" +
	"eachers<head>\n\taffectedsupportspointer;toString</small>oklahomawill be investor0\" alt=\"holidaysResourcelicense" +
	"d (which . After considervisitingexplorerprimary search\" android\"quickly meetingsestimate;return ;color:# heig" +
	"ht=approval, &quot; checked.min.js\"magnetic></a></hforecast. While thursdaydvertise&eacute;hasClassevaluateord" +
	"eringexistingpatients Online coloradoOptions\"campbell<!-- end</span><<br />\x0d\n_popups|sciences,&quot; quality W" +
	"indows assignedheight: <b classle&quot; value=\" Companyexamples<iframe believespresentsmarshallpart of properl" +
	"y).\n\nThe taxonomymuch of </span>\n\" data-srtuguêsscrollTo project<head>\x0d\nattorneyemphasissponsorsfancyboxworld" +
	"'s wildlifechecked=sessionsprogrammpx;font- Projectjournalsbelievedvacationthompsonlightingand the special bor" +
	"der=0checking</tbody><button Completeclearfix\n<head>\narticle <sectionfindingsrole in popular  Octoberwebsite e" +
	"xposureused to  changesoperatedclickingenteringcommandsinformed numbers  </div>creatingonSubmitmarylandcollege" +
	"sanalyticlistingscontact.loggedInadvisorysiblingscontent\"s&quot;)s. This packagescheckboxsuggestspregnanttomor" +
	"rowspacing=icon.pngjapanesecodebasebutton\">gamblingsuch as , while </span> missourisportingtop:1px .</span>ten" +
	"sionswidth=\"2lazyloadnovemberused in height=\"cript\">\n&nbsp;</<tr><td height:2/productcountry include footer\" &" +
	"lt;!-- title\"></jquery.</form>\n(简体)(繁體)hrvatskiitalianoromânătürkçeاردوtambiénnoticiasmensaje" +
	"spersonasderechosnacionalserviciocontactousuariosprogramagobiernoempresasanunciosvalenciacolombiadespuésdepor" +
	"tesproyectoproductopúbliconosotroshistoriapresentemillonesmediantepreguntaanteriorrecursosproblemasantiagonue" +
	"strosopiniónimprimirmientrasaméricavendedorsociedadrespectorealizarregistropalabrasinterésentoncesespecialm" +
	"iembrosrealidadcórdobazaragozapáginassocialesbloqueargestiónalquilersistemascienciascompletoversióncomplet" +
	"aestudiospúblicaobjetivoalicantebuscadorcantidadentradasaccionesarchivossuperiormayoríaalemaniafunciónúlti" +
	"moshaciendoaquellosediciónfernandoambientefacebooknuestrasclientesprocesosbastantepresentareportarcongresopub" +
	"licarcomerciocontratojóvenesdistritotécnicaconjuntoenergíatrabajarasturiasrecienteutilizarboletínsalvadorc" +
	"orrectatrabajosprimerosnegocioslibertaddetallespantallapróximoalmeríaanimalesquiénescorazónsecciónbuscand" +
	"oopcionesexteriorconceptotodavíagaleríaescribirmedicinalicenciaconsultaaspectoscríticadólaresjusticiadeber" +
	"ánperíodonecesitamantenerpequeñorecibidatribunaltenerifecancióncanariasdescargadiversosmallorcarequiereté" +
	"cnicodeberíaviviendafinanzasadelantefuncionaconsejosdifícilciudadesantiguasavanzadatérminounidadessánchezc" +
	"ampañasoftonicrevistascontienesectoresmomentosfacultadcréditodiversassupuestofactoressegundospequeñaгод" +
	"аеслиестьбылобытьэтомЕслитогоменявсехэтойдажебылигодуде" +
	"ньэтотбыласебяодинсебенадосайтфотонегосвоисвойигрытожев" +
	"семсвоюлишьэтихпокаднейдомамиралиботемухотядвухсетилюди" +
	"деломиретебясвоевидечегоэтимсчеттемыценысталведьтемевод" +
	"ытебевышенамитипатомуправлицаоднагодызнаюмогудругвсейид" +
	"еткиноодноделаделесрокиюнявесьЕстьразанашиاللهالتيجميعخ" +
	"اصةالذيعليهجديدالآنالردتحكمصفحةكانتاللييكونشبكةفيهابنات" +
	"حواءأكثرخلالالحبدليلدروساضغطتكونهناكساحةناديالطبعليكشكر" +
	"ايمكنمنهاشركةرئيسنشيطماذاالفنشبابتعبررحمةكافةيقولمركزكل" +
	"مةأحمدقلبييعنيصورةطريقشاركجوالأخرىمعناابحثعروضبشكلمسجلب" +
	"نانخالدكتابكليةبدونأيضايوجدفريقكتبتأفضلمطبخاكثرباركافضل" +
	"احلىنفسهأيامردودأنهاديناالانمعرضتعلمداخلممكن\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x01\x00\x01\x00\x02\x00\x02\x00\x02\x00" +
	"\x02\x00\x04\x00\x04\x00\x04\x00\x04\x00\x00\x01\x02\x03\x04\x05\x06\x07\x07\x06\x05\x04\x03\x02\x01\x00\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x0f\x0e\x0d\x0c\x0b\x0a\x09\x08\x10\x11\x12\x13\x14\x15\x16\x17\x17\x16\x15\x14\x13\x12\x11\x10\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x1f\x1e\x1d\x1c\x1b\x1a\x19\x18\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00\x02\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00" +
	"\x03\x00\x00\x00\xff\xff\x00\x01\x00\x00\x00\x01\x00\x00\xff\xff\x00\x01\x00\x00\x00\x08\x00\x08\x00\x08\x00\x08\x00\x00\x00\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\x06\x00\x07resourcescountriesquestionsequipmentcommunityavailablehighlightDTD" +
	"/xhtmlmarketingknowledgesomethingcontainerdirectionsubscribeadvertisecharacter\" value=\"</select>Australia\" cla" +
	"ss=\"situationauthorityfollowingprimarilyoperationchallengedevelopedanonymousfunction functionscompaniesstructu" +
	"reagreement\" title=\"potentialeducationargumentssecondarycopyrightlanguagesexclusivecondition</form>\x0d\nstatement" +
	"attentionBiography} else {\nsolutionswhen the Analyticstemplatesdangeroussatellitedocumentspublisherimportantpr" +
	"ototypeinfluence&raquo;</effectivegenerallytransformbeautifultransportorganizedpublishedprominentuntil thethum" +
	"bnailNational .focus();over the migrationannouncedfooter\">\nexceptionless thanexpensiveformationframeworkterrit" +
	"oryndicationcurrentlyclassNamecriticismtraditionelsewhereAlexanderappointedmaterialsbroadcastmentionedaffiliat" +
	"e</option>treatmentdifferent/default.Presidentonclick=\"biographyotherwisepermanentFrançaisHollywoodexpansions" +
	"tandards</style>\nreductionDecember preferredCambridgeopponentsBusiness confusion>\n<title>presentedexplaineddoe" +
	"s not worldwideinterfacepositionsnewspaper</table>\nmountainslike the essentialfinancialselectionaction=\"/aband" +
	"onedEducationparseInt(stabilityunable to</title>\nrelationsNote thatefficientperformedtwo yearsSince thetherefo" +
	"rewrapper\">alternateincreasedBattle ofperceivedtrying tonecessaryportrayedelectionsElizabeth</iframe>discovery" +
	"insurances.length;legendaryGeographycandidatecorporatesometimesservices.inherited</strong>Communityreligiouslo" +
	"cationsCommitteebuildingsthe worldno longerbeginningreferencecannot befrequencytypicallyinto the relative;reco" +
	"rdingpresidentinitiallytechniquethe otherit can beexistenceunderlinethis timetelephoneitemscopepracticesadvant" +
	"age);return For otherprovidingdemocracyboth the extensivesufferingsupportedcomputers functionpracticalsaid tha" +
	"tit may beEnglish</from the scheduleddownloads</label>\nsuspectedmargin: 0spiritual</head>\n\nmicrosoftgraduallyd" +
	"iscussedhe becameexecutivejquery.jshouseholdconfirmedpurchasedliterallydestroyedup to thevariationremainingit " +
	"is notcenturiesJapanese among thecompletedalgorithminterestsrebellionundefinedencourageresizableinvolvingsensi" +
	"tiveuniversalprovision(althoughfeaturingconducted), which continued-header\">February numerous overflow:compone" +
	"ntfragmentsexcellentcolspan=\"technicalnear the Advanced source ofexpressedHong Kong Facebookmultiple mechanism" +
	"elevationoffensive</form>\n\tsponsoreddocument.or &quot;there arethose whomovementsprocessesdifficultsubmittedre" +
	"commendconvincedpromoting\" width=\".replace(classicalcoalitionhis firstdecisionsassistantindicatedevolution-wra" +
	"pper\"enough toalong thedelivered-->\x0d\n<!--American protectedNovember </style><furnitureInternet  onblur=\"suspen" +
	"dedrecipientbased on Moreover,abolishedcollectedwere madeemotionalemergencynarrativeadvocatespx;bordercommitte" +
	"ddir=\"ltr\"employeesresearch. selectedsuccessorcustomersdisplayedSeptemberaddClass(Facebook suggestedand latero" +
	"peratingelaborateSometimesInstitutecertainlyinstalledfollowersJerusalemthey havecomputinggeneratedprovincesgua" +
	"ranteearbitraryrecognizewanted topx;width:theory ofbehaviourWhile theestimatedbegan to it becamemagnitudemust " +
	"havemore thanDirectoryextensionsecretarynaturallyoccurringvariablesgiven theplatform.</label><failed tocompoun" +
	"dskinds of societiesalongside --&gt;\n\nsouthwestthe rightradiationmay have unescape(spoken in\" href=\"/programme" +
	"only the come fromdirectoryburied ina similarthey were</font></Norwegianspecifiedproducingpassenger(new Datete" +
	"mporaryfictionalAfter theequationsdownload.regularlydeveloperabove thelinked tophenomenaperiod oftooltip\">subs" +
	"tanceautomaticaspect ofAmong theconnectedestimatesAir Forcesystem ofobjectiveimmediatemaking itpaintingsconque" +
	"redare stillproceduregrowth ofheaded byEuropean divisionsmoleculesfranchiseintentionattractedchildhoodalso use" +
	"ddedicatedsingaporedegree offather ofconflicts</a></p>\ncame fromwere usednote thatreceivingExecutiveeven morea" +
	"ccess tocommanderPoliticalmusiciansdeliciousprisonersadvent ofUTF-8\" /><![CDATA[\">ContactSouthern bgcolor=\"ser" +
	"ies of. It was in Europepermittedvalidate.appearingofficialsseriously-languageinitiatedextendinglong-terminfla" +
	"tionsuch thatgetCookiemarked by</button>implementbut it isincreasesdown the requiringdependent-->\n<!-- intervi" +
	"ewWith the copies ofconsensuswas builtVenezuela(formerlythe statepersonnelstrategicfavour ofinventionWikipedia" +
	"continentvirtuallywhich wasprincipleComplete identicalshow thatprimitiveaway frommolecularpreciselydissolvedUn" +
	"der theversion=\">&nbsp;</It is the This is will haveorganismssome timeFriedrichwas firstthe only fact thatform" +
	" id=\"precedingTechnicalphysicistoccurs innavigatorsection\">span id=\"sought tobelow thesurviving}</style>his de" +
	"athas in thecaused bypartiallyexisting using thewas givena list oflevels ofnotion ofOfficial dismissedscientis" +
	"tresemblesduplicateexplosiverecoveredall othergalleries{padding:people ofregion ofaddressesassociateimg alt=\"i" +
	"n modernshould bemethod ofreportingtimestampneeded tothe Greatregardingseemed toviewed asimpact onidea thatthe" +
	" Worldheight ofexpandingThese arecurrent\">carefullymaintainscharge ofClassicaladdressedpredictedownership<div " +
	"id=\"right\">\x0d\nresidenceleave thecontent\">are often  })();\x0d\nprobably Professor-button\" respondedsays thathad to " +
	"beplaced inHungarianstatus ofserves asUniversalexecutionaggregatefor whichinfectionagreed tohowever, popular\">" +
	"placed onconstructelectoralsymbol ofincludingreturn toarchitectChristianprevious living ineasier toprofessor\n&" +
	"lt;!-- effect ofanalyticswas takenwhere thetook overbelief inAfrikaansas far aspreventedwork witha special<fie" +
	"ldsetChristmasRetrieved\n\nIn the back intonortheastmagazines><strong>committeegoverninggroups ofstored inestabl" +
	"isha generalits firsttheir ownpopulatedan objectCaribbeanallow thedistrictswisconsinlocation.; width: inhabite" +
	"dSocialistJanuary 1</footer>similarlychoice ofthe same specific business The first.length; desire todeal withs" +
	"ince theuserAgentconceivedindex.phpas &quot;engage inrecently,few yearswere also\n<head>\n<edited byare knowncit" +
	"ies inaccesskeycondemnedalso haveservices,family ofSchool ofconvertednature of languageministers</object>there" +
	" is a popularsequencesadvocatedThey wereany otherlocation=enter themuch morereflectedwas namedoriginal a typic" +
	"alwhen theyengineerscould notresidentswednesdaythe third productsJanuary 2what theya certainreactionsprocessor" +
	"after histhe last contained\"></div>\n</a></td>depend onsearch\">\npieces ofcompetingReferencetennesseewhich has v" +
	"ersion=</span> <</header>gives thehistorianvalue=\"\">padding:0view thattogether,the most was foundsubset ofatta" +
	"ck onchildren,points ofpersonal position:allegedlyClevelandwas laterand afterare givenwas stillscrollingdesign" +
	" ofmakes themuch lessAmericans.\n\nAfter , but theMuseum oflouisiana(from theminnesotaparticlesa processDominica" +
	"nvolume ofreturningdefensive00px|righmade frommouseover\" style=\"states of(which iscontinuesFranciscobuilding w" +
	"ithout awith somewho woulda form ofa part ofbefore itknown as  Serviceslocation and oftenmeasuringand it ispap" +
	"erbackvalues of\x0d\n<title>= window.determineer&quot; played byand early</center>from thisthe threepower andof &q" +
	"uot;innerHTML<a href=\"y:inline;Church ofthe eventvery highofficial -height: content=\"/cgi-bin/to createafrikaa" +
	"nsesperantofrançaislatviešulietuviųČeštinačeštinaไทย日本語简体字繁體字한국어为什么" +
	"计算机笔记本討論區服务器互联网房地产俱乐部出版社排行榜部落格进一步支付宝" +
	"验证码委员会数据库消费者办公室讨论区深圳市播放器北京市大学生越来越管理员" +
	"信息网serviciosartículoargentinabarcelonacualquierpublicadoproductospolíticarespuestawikipediasiguienteb" +
	"úsquedacomunidadseguridadprincipalpreguntascontenidorespondervenezuelaproblemasdiciembrerelaciónnoviembresim" +
	"ilaresproyectosprogramasinstitutoactividadencuentraeconomíaimágenescontactardescargarnecesarioatencióntelé" +
	"fonocomisióncancionescapacidadencontraranálisisfavoritostérminosprovinciaetiquetaselementosfuncionesresulta" +
	"docarácterpropiedadprincipionecesidadmunicipalcreacióndescargaspresenciacomercialopinionesejercicioeditorial" +
	"salamancagonzálezdocumentopelícularecientesgeneralestarragonaprácticanovedadespropuestapacientestécnicasob" +
	"jetivoscontactosमेंलिएहैंगयासाथएवंरहेकोईकुछरहाब" +
	"ादकहासभीहुएरहीमैंदिनबातdiplodocsसमयरूपनामप" +
	"ताफिरऔसततरहलोगहुआबारदेशहुईखेलयदिकामव" +
	"ेबतीनबीचमौतसाललेखजॉबमददतथानहीशहरअलगक" +
	"भीनगरपासरातकिएउसेगयीहूँआगेटीमखोजकारअ" +
	"भीगयेतुमवोटदेंअगरऐसेमेललगाहालऊपरचारऐ" +
	"सादेरजिसदिलबंदबनाहूंलाखजीतबटनमिलइसेआ" +
	"नेनयाकुललॉगभागरेलजगहरामलगेपेजहाथइसीस" +
	"हीकलाठीकहाँदूरतहतसातयादआयापाककौनशामद" +
	"ेखयहीरायखुदलगीcategoriesexperience</title>\x0d\nCopyright javascriptconditionseverythi" +
	"ng<p class=\"technologybackground<a class=\"management&copy; 201javaScriptcharactersbreadcrumbthemselveshorizont" +
	"algovernmentCaliforniaactivitiesdiscoveredNavigationtransitionconnectionnavigationappearance</title><mcheckbox" +
	"\" techniquesprotectionapparentlyas well asunt', 'UA-resolutionoperationstelevisiontranslatedWashingtonnavigato" +
	"r. = window.impression&lt;br&gt;literaturepopulationbgcolor=\"#especially content=\"productionnewsletterproperti" +
	"esdefinitionleadershipTechnologyParliamentcomparisonul class=\".indexOf(\"conclusiondiscussioncomponentsbiologic" +
	"alRevolution_containerunderstoodnoscript><permissioneach otheratmosphere onfocus=\"<form id=\"processingthis.val" +
	"uegenerationConferencesubsequentwell-knownvariationsreputationphenomenondisciplinelogo.png\" (document,boundari" +
	"esexpressionsettlementBackgroundout of theenterprise(\"https:\" unescape(\"password\" democratic<a href=\"/wrapper\"" +
	">\nmembershiplinguisticpx;paddingphilosophyassistanceuniversityfacilitiesrecognizedpreferenceif (typeofmaintain" +
	"edvocabularyhypothesis.submit();&amp;nbsp;annotationbehind theFoundationpublisher\"assumptionintroducedcorrupti" +
	"onscientistsexplicitlyinstead ofdimensions onClick=\"considereddepartmentoccupationsoon afterinvestmentpronounc" +
	"edidentifiedexperimentManagementgeographic\" height=\"link rel=\".replace(/depressionconferencepunishmenteliminat" +
	"edresistanceadaptationoppositionwell knownsupplementdeterminedh1 class=\"0px;marginmechanicalstatisticscelebrat" +
	"edGovernment\n\nDuring tdevelopersartificialequivalentoriginatedCommissionattachment<span id=\"there wereNederlan" +
	"dsbeyond theregisteredjournalistfrequentlyall of thelang=\"en\" </style>\x0d\nabsolute; supportingextremely mainstre" +
	"am</strong> popularityemployment</table>\x0d\n colspan=\"</form>\n  conversionabout the </p></div>integrated\" lang=\"" +
	"enPortuguesesubstituteindividualimpossiblemultimediaalmost allpx solid #apart fromsubject toin Englishcriticiz" +
	"edexcept forguidelinesoriginallyremarkablethe secondh2 class=\"<a title=\"(includingparametersprohibited= \"http:" +
	"//dictionaryperceptionrevolutionfoundationpx;height:successfulsupportersmillenniumhis fatherthe &quot;no-repea" +
	"t;commercialindustrialencouragedamount of unofficialefficiencyReferencescoordinatedisclaimerexpeditiondevelopi" +
	"ngcalculatedsimplifiedlegitimatesubstring(0\" class=\"completelyillustratefive yearsinstrumentPublishing1\" class" +
	"=\"psychologyconfidencenumber of absence offocused onjoined thestructurespreviously></iframe>once againbut rath" +
	"erimmigrantsof course,a group ofLiteratureUnlike the</a>&nbsp;\nfunction it was theConventionautomobileProtesta" +
	"ntaggressiveafter the Similarly,\" /></div>collection\x0d\nfunctionvisibilitythe use ofvolunteersattractionunder th" +
	"e threatened*<![CDATA[importancein generalthe latter</form>\n</.indexOf('i = 0; i <differencedevoted totraditio" +
	"nssearch forultimatelytournamentattributesso-called }\n</style>evaluationemphasizedaccessible</section>successi" +
	"onalong withMeanwhile,industries</a><br />has becomeaspects ofTelevisionsufficientbasketballboth sidescontinui" +
	"ngan article<img alt=\"adventureshis mothermanchesterprinciplesparticularcommentaryeffects ofdecided to\"><stron" +
	"g>publishersJournal ofdifficultyfacilitateacceptablestyle.css\"\tfunction innovation>Copyrightsituationswould ha" +
	"vebusinessesDictionarystatementsoften usedpersistentin Januarycomprising</title>\n\tdiplomaticcontainingperformi" +
	"ngextensionsmay not beconcept of onclick=\"It is alsofinancial making theLuxembourgadditionalare calledengaged " +
	"in\"script\");but it waselectroniconsubmit=\"\n<!-- End electricalofficiallysuggestiontop of theunlike theAustrali" +
	"anOriginallyreferences\n</head>\x0d\nrecognisedinitializelimited toAlexandriaretirementAdventuresfour years\n\n&lt;!-" +
	"- increasingdecorationh3 class=\"origins ofobligationregulationclassified(function(advantagesbeing the historia" +
	"ns<base hrefrepeatedlywilling tocomparabledesignatednominationfunctionalinside therevelationend of thes for th" +
	"e authorizedrefused totake placeautonomouscompromisepolitical restauranttwo of theFebruary 2quality ofswfobjec" +
	"t.understandnearly allwritten byinterviews\" width=\"1withdrawalfloat:leftis usuallycandidatesnewspapersmysterio" +
	"usDepartmentbest knownparliamentsuppressedconvenientremembereddifferent systematichas led topropagandacontroll" +
	"edinfluencesceremonialproclaimedProtectionli class=\"Scientificclass=\"no-trademarksmore than widespreadLiberati" +
	"ontook placeday of theas long asimprisonedAdditional\n<head>\n<mLaboratoryNovember 2exceptionsIndustrialvariety " +
	"offloat: lefDuring theassessmenthave been deals withStatisticsoccurrence/ul></div>clearfix\">the publicmany yea" +
	"rswhich wereover time,synonymouscontent\">\npresumablyhis familyuserAgent.unexpectedincluding challengeda minori" +
	"tyundefined\"belongs totaken fromin Octoberposition: said to bereligious Federation rowspan=\"only a fewmeant th" +
	"atled to the-->\x0d\n<div <fieldset>Archbishop class=\"nobeing usedapproachesprivilegesnoscript>\nresults inmay be t" +
	"heEaster eggmechanismsreasonablePopulationCollectionselected\">noscript>\x0d/index.phparrival of-jssdk'));managed " +
	"toincompletecasualtiescompletionChristiansSeptember arithmeticproceduresmight haveProductionit appearsPhilosop" +
	"hyfriendshipleading togiving thetoward theguaranteeddocumentedcolor:#000video gamecommissionreflectingchange t" +
	"heassociatedsans-serifonkeypress; padding:He was theunderlyingtypically , and the srcElementsuccessivesince th" +
	"e should be networkingaccountinguse of thelower thanshows that</span>\n\t\tcomplaintscontinuousquantitiesastronom" +
	"erhe did notdue to itsapplied toan averageefforts tothe futureattempt toTherefore,capabilityRepublicanwas form" +
	"edElectronickilometerschallengespublishingthe formerindigenousdirectionssubsidiaryconspiracydetails ofand in t" +
	"heaffordablesubstancesreason forconventionitemtype=\"absolutelysupposedlyremained aattractivetravellingseparate" +
	"lyfocuses onelementaryapplicablefound thatstylesheetmanuscriptstands for no-repeat(sometimesCommercialin Ameri" +
	"caundertakenquarter ofan examplepersonallyindex.php?</button>\npercentagebest-knowncreating a\" dir=\"ltrLieutena" +
	"nt\n<div id=\"they wouldability ofmade up ofnoted thatclear thatargue thatto anotherchildren'spurpose offormulat" +
	"edbased uponthe regionsubject ofpassengerspossession.\n\nIn the Before theafterwardscurrently across thescientif" +
	"iccommunity.capitalismin Germanyright-wingthe systemSociety ofpoliticiandirection:went on toremoval of New Yor" +
	"k apartmentsindicationduring theunless thehistoricalhad been adefinitiveingredientattendanceCenter forprominen" +
	"cereadyStatestrategiesbut in theas part ofconstituteclaim thatlaboratorycompatiblefailure of, such as began wi" +
	"thusing the to providefeature offrom which/\" class=\"geologicalseveral ofdeliberateimportant holds thating&quot" +
	"; valign=topthe Germanoutside ofnegotiatedhis careerseparationid=\"searchwas calledthe fourthrecreationother th" +
	"anpreventionwhile the education,connectingaccuratelywere builtwas killedagreementsmuch more Due to thewidth: 1" +
	"00some otherKingdom ofthe entirefamous forto connectobjectivesthe Frenchpeople andfeatured\">is said tostructur" +
	"alreferendummost oftena separate->\n<div id Official worldwide.aria-labelthe planetand it wasd\" value=\"looking " +
	"atbeneficialare in themonitoringreportedlythe modernworking onallowed towhere the innovative</a></div>soundtra" +
	"cksearchFormtend to beinput id=\"opening ofrestrictedadopted byaddressingtheologianmethods ofvariant ofChristia" +
	"n very largeautomotiveby far therange frompursuit offollow thebrought toin Englandagree thataccused ofcomes fr" +
	"ompreventingdiv style=his or hertremendousfreedom ofconcerning0 1em 1em;Basketball/style.cssan earliereven aft" +
	"er/\" title=\".com/indextaking thepittsburghcontent\">\x0d<script>(fturned outhaving the</span>\x0d\n occasionalbecause " +
	"itstarted tophysically></div>\n  created byCurrently, bgcolor=\"tabindex=\"disastrousAnalytics also has a><div id" +
	"=\"</style>\n<called forsinger and.src = \"//violationsthis pointconstantlyis locatedrecordingsd from thenederlan" +
	"dsportuguêsעבריתفارسیdesarrollocomentarioeducaciónseptiembreregistradodirecciónubicaciónpublicid" +
	"adrespuestasresultadosimportantereservadosartículosdiferentessiguientesrepúblicasituaciónministerioprivacid" +
	"addirectorioformaciónpoblaciónpresidentecontenidosaccesoriostechnoratipersonalescategoríaespecialesdisponib" +
	"leactualidadreferenciavalladolidbibliotecarelacionescalendariopolíticasanterioresdocumentosnaturalezamaterial" +
	"esdiferenciaeconómicatransporterodríguezparticiparencuentrandiscusiónestructurafundaciónfrecuentespermanen" +
	"tetotalmenteможнобудетможетвремятакжечтобыболееоченьэтогокогд" +
	"апослевсегосайтечерезмогутсайтажизнимеждубудутПоискздес" +
	"ьвидеосвязинужносвоейлюдейпорномногодетейсвоихправатако" +
	"йместоимеетжизньоднойлучшепередчастичастьработновыхправ" +
	"особойпотомменеечисленовыеуслугоколоназадтакоетогдапочт" +
	"иПослетакиеновыйстоиттакихсразуСанктфорумКогдакнигислов" +
	"анашейнайтисвоимсвязьлюбойчастосредиКромеФорумрынкестал" +
	"ипоисктысячмесяццентртрудасамыхрынкаНовыйчасовместафиль" +
	"ммартастранместетекстнашихминутимениимеютномергородсамо" +
	"мэтомуконцесвоемкакойАрхивمنتدىإرسالرسالةالعامكتبهابرام" +
	"جاليومالصورجديدةالعضوإضافةالقسمالعابتحميلملفاتملتقىتعدي" +
	"لالشعرأخبارتطويرعليكمإرفاقطلباتاللغةترتيبالناسالشيخمنتد" +
	"يالعربالقصصافلامعليهاتحديثاللهمالعملمكتبةيمكنكالطفلفيدي" +
	"وإدارةتاريخالصحةتسجيلالوقتعندمامدينةتصميمأرشيفالذينعربي" +
	"ةبوابةألعابالسفرمشاكلتعالىالأولالسنةجامعةالصحفالدينكلما" +
	"تالخاصالملفأعضاءكتابةالخيررسائلالقلبالأدبمقاطعمراسلمنطق" +
	"ةالكتبالرجلاشتركالقدميعطيكsByTagName(.jpg\" alt=\"1px solid #.gif\" alt=\"transparentinf" +
	"ormationapplication\" onclick=\"establishedadvertising.png\" alt=\"environmentperformanceappropriate&amp;mdash;imm" +
	"ediately</strong></rather thantemperaturedevelopmentcompetitionplaceholdervisibility:copyright\">0\" height=\"eve" +
	"n thoughreplacementdestinationCorporation<ul class=\"AssociationindividualsperspectivesetTimeout(url(http://mat" +
	"hematicsmargin-top:eventually description) no-repeatcollections.JPG|thumb|participate/head><bodyfloat:left;<li" +
	" class=\"hundreds of\n\nHowever, compositionclear:both;cooperationwithin the label for=\"border-top:New Zealandrec" +
	"ommendedphotographyinteresting&lt;sup&gt;controversyNetherlandsalternativemaxlength=\"switzerlandDevelopmentess" +
	"entially\n\nAlthough </textarea>thunderbirdrepresented&amp;ndash;speculationcommunitieslegislationelectronics\n\t<" +
	"div id=\"illustratedengineeringterritoriesauthoritiesdistributed6\" height=\"sans-serif;capable of disappearedint" +
	"eractivelooking forit would beAfghanistanwas createdMath.floor(surroundingcan also beobservationmaintenanceenc" +
	"ountered<h2 class=\"more recentit has beeninvasion of).getTime()fundamentalDespite the\"><div id=\"inspirationexa" +
	"minationpreparationexplanation<input id=\"</a></span>versions ofinstrumentsbefore the  = 'http://Descriptionrel" +
	"atively .substring(each of theexperimentsinfluentialintegrationmany peopledue to the combinationdo not haveMid" +
	"dle East<noscript><copyright\" perhaps theinstitutionin Decemberarrangementmost famouspersonalitycreation oflim" +
	"itationsexclusivelysovereignty-content\">\n<td class=\"undergroundparallel todoctrine ofoccupied byterminologyRen" +
	"aissancea number ofsupport forexplorationrecognitionpredecessor<img src=\"/<h1 class=\"publicationmay also bespe" +
	"cialized</fieldset>progressivemillions ofstates thatenforcementaround the one another.parentNodeagricultureAlt" +
	"ernativeresearcherstowards theMost of themany other (especially<td width=\";width:100%independent<h3 class=\" on" +
	"change=\").addClass(interactionOne of the daughter ofaccessoriesbranches of\x0d\n<div id=\"the largestdeclarationreg" +
	"ulationsInformationtranslationdocumentaryin order to\">\n<head>\n<\" height=\"1across the orientation);</script>imp" +
	"lementedcan be seenthere was ademonstratecontainer\">connectionsthe Britishwas written!important;px; margin-fol" +
	"lowed byability to complicatedduring the immigrationalso called<h4 class=\"distinctionreplaced bygovernmentsloc" +
	"ation ofin Novemberwhether the</p>\n</div>acquisitioncalled the persecutiondesignation{font-size:appeared ininv" +
	"estigateexperiencedmost likelywidely useddiscussionspresence of (document.extensivelyIt has beenit does notcon" +
	"trary toinhabitantsimprovementscholarshipconsumptioninstructionfor exampleone or morepx; paddingthe currenta s" +
	"eries ofare usuallyrole in thepreviously derivativesevidence ofexperiencescolorschemestated thatcertificate</a" +
	"></div>\n selected=\"high schoolresponse tocomfortableadoption ofthree yearsthe countryin Februaryso that thepeo" +
	"ple who provided by<param nameaffected byin terms ofappointmentISO-8859-1\"was born inhistorical regarded asmea" +
	"surementis based on and other : function(significantcelebrationtransmitted/js/jquery.is known astheoretical ta" +
	"bindex=\"it could be<noscript>\nhaving been\x0d\n<head>\x0d\n< &quot;The compilationhe had beenproduced byphilosophercon" +
	"structedintended toamong othercompared toto say thatEngineeringa differentreferred todifferencesbelief thatpho" +
	"tographsidentifyingHistory of Republic ofnecessarilyprobabilitytechnicallyleaving thespectacularfraction ofele" +
	"ctricityhead of therestaurantspartnershipemphasis onmost recentshare with saying thatfilled withdesigned toit " +
	"is often\"></iframe>as follows:merged withthrough thecommercial pointed outopportunityview of therequirementdiv" +
	"ision ofprogramminghe receivedsetInterval\"></span></in New Yorkadditional compression\n\n<div id=\"incorporate;</" +
	"script><attachEventbecame the \" target=\"_carried outSome of thescience andthe time ofContainer\">maintainingChr" +
	"istopherMuch of thewritings of\" height=\"2size of theversion of mixture of between theExamples ofeducationalcom" +
	"petitive onsubmit=\"director ofdistinctive/DTD XHTML relating totendency toprovince ofwhich woulddespite thesci" +
	"entific legislature.innerHTML allegationsAgriculturewas used inapproach tointelligentyears later,sans-serifdet" +
	"erminingPerformanceappearances, which is foundationsabbreviatedhigher thans from the individual composed ofsup" +
	"posed toclaims thatattributionfont-size:1elements ofHistorical his brotherat the timeanniversarygoverned byrel" +
	"ated to ultimately innovationsit is stillcan only bedefinitionstoGMTStringA number ofimg class=\"Eventually,was" +
	" changedoccurred inneighboringdistinguishwhen he wasintroducingterrestrialMany of theargues thatan Americancon" +
	"quest ofwidespread were killedscreen and In order toexpected todescendantsare locatedlegislativegenerations ba" +
	"ckgroundmost peopleyears afterthere is nothe highestfrequently they do notargued thatshowed thatpredominantthe" +
	"ologicalby the timeconsideringshort-lived</span></a>can be usedvery littleone of the had alreadyinterpretedcom" +
	"municatefeatures ofgovernment,</noscript>entered the\" height=\"3Independentpopulationslarge-scale. Although use" +
	"d in thedestructionpossibilitystarting intwo or moreexpressionssubordinatelarger thanhistory and</option>\x0d\nCon" +
	"tinentaleliminatingwill not bepractice ofin front ofsite of theensure thatto create amississippipotentiallyout" +
	"standingbetter thanwhat is nowsituated inmeta name=\"TraditionalsuggestionsTranslationthe form ofatmosphericide" +
	"ologicalenterprisescalculatingeast of theremnants ofpluginspage/index.php?remained intransformedHe was alsowas" +
	" alreadystatisticalin favor ofMinistry ofmovement offormulationis required<link rel=\"This is the <a href=\"/pop" +
	"ularizedinvolved inare used toand severalmade by theseems to belikely thatPalestiniannamed afterit had beenmos" +
	"t commonto refer tobut this isconsecutivetemporarilyIn general,conventionstakes placesubdivisionterritorialope" +
	"rationalpermanentlywas largelyoutbreak ofin the pastfollowing a xmlns:og=\"><a class=\"class=\"textConversion may" +
	" be usedmanufactureafter beingclearfix\">\nquestion ofwas electedto become abecause of some peopleinspired bysuc" +
	"cessful a time whenmore commonamongst thean officialwidth:100%;technology,was adoptedto keep thesettlementsliv" +
	"e birthsindex.html\"Connecticutassigned to&amp;times;account foralign=rightthe companyalways beenreturned toinv" +
	"olvementBecause thethis period\" name=\"q\" confined toa result ofvalue=\"\" />is actuallyEnvironment\x0d\n</head>\x0d\nCon" +
	"versely,>\n<div id=\"0\" width=\"1is probablyhave becomecontrollingthe problemcitizens ofpoliticiansreached theas " +
	"early as:none; over<table cellvalidity ofdirectly toonmousedownwhere it iswhen it wasmembers of relation toacc" +
	"ommodatealong with In the latethe Englishdelicious\">this is notthe presentif they areand finallya matter of\x0d\n\t" +
	"</div>\x0d\n\x0d\n</script>faster thanmajority ofafter whichcomparativeto maintainimprove theawarded theer\" class=\"fra" +
	"meborderrestorationin the sameanalysis oftheir firstDuring the continentalsequence offunction(){font-size: wor" +
	"k on the</script>\n<begins withjavascript:constituentwas foundedequilibriumassume thatis given byneeds to becoo" +
	"rdinatesthe variousare part ofonly in thesections ofis a commontheories ofdiscoveriesassociationedge of thestr" +
	"ength ofposition inpresent-dayuniversallyto form thebut insteadcorporationattached tois commonlyreasons for &q" +
	"uot;the can be madewas able towhich meansbut did notonMouseOveras possibleoperated bycoming fromthe primaryadd" +
	"ition offor severaltransferreda period ofare able tohowever, itshould havemuch larger\n\t</script>adopted thepro" +
	"perty ofdirected byeffectivelywas broughtchildren ofProgramminglonger thanmanuscriptswar againstby means ofand" +
	" most ofsimilar to proprietaryoriginatingprestigiousgrammaticalexperience.to make theIt was alsois found incom" +
	"petitorsin the U.S.replace thebrought thecalculationfall of thethe generalpracticallyin honor ofreleased inres" +
	"identialand some ofking of thereaction to1st Earl ofculture andprincipally</title>\n  they can beback to thesom" +
	"e of hisexposure toare similarform of theaddFavoritecitizenshippart in thepeople within practiceto continue&am" +
	"p;minus;approved by the first allowed theand for thefunctioningplaying thesolution toheight=\"0\" in his bookmor" +
	"e than afollows thecreated thepresence in&nbsp;</td>nationalistthe idea ofa characterwere forced class=\"btnday" +
	"s of thefeatured inshowing theinterest inin place ofturn of thethe head ofLord of thepoliticallyhas its ownEdu" +
	"cationalapproval ofsome of theeach other,behavior ofand becauseand anotherappeared onrecorded inblack&quot;may" +
	" includethe world'scan lead torefers to aborder=\"0\" government winning theresulted in while the Washington,the" +
	" subjectcity in the></div>\x0d\n\t\treflect theto completebecame moreradioactiverejected bywithout anyhis father,whi" +
	"ch couldcopy of theto indicatea politicalaccounts ofconstitutesworked wither</a></li>of his lifeaccompaniedcli" +
	"entWidthprevent theLegislativedifferentlytogether inhas severalfor anothertext of thefounded thee with the is " +
	"used forchanged theusually theplace wherewhereas the> <a href=\"\"><a href=\"themselves,although hethat can betra" +
	"ditionalrole of theas a resultremoveChilddesigned bywest of theSome peopleproduction,side of thenewslettersuse" +
	"d by thedown to theaccepted bylive in theattempts tooutside thefrequenciesHowever, inprogrammersat least inapp" +
	"roximatealthough itwas part ofand variousGovernor ofthe articleturned into><a href=\"/the economyis the mostmos" +
	"t widelywould laterand perhapsrise to theoccurs whenunder whichconditions.the westerntheory thatis producedthe" +
	" city ofin which heseen in thethe centralbuilding ofmany of hisarea of theis the onlymost of themany of thethe" +
	" WesternThere is noextended toStatisticalcolspan=2 |short storypossible totopologicalcritical ofreported toa C" +
	"hristiandecision tois equal toproblems ofThis can bemerchandisefor most ofno evidenceeditions ofelements in&qu" +
	"ot;. Thecom/images/which makesthe processremains theliterature,is a memberthe popularthe ancientproblems intim" +
	"e of thedefeated bybody of thea few yearsmuch of thethe work ofCalifornia,served as agovernment.concepts ofmov" +
	"ement in\t\t<div id=\"it\" value=\"language ofas they areproduced inis that theexplain thediv></div>\nHowever thelea" +
	"d to the\t<a href=\"/was grantedpeople havecontinuallywas seen asand relatedthe role ofproposed byof the besteac" +
	"h other.Constantinepeople fromdialects ofto revisionwas renameda source ofthe initiallaunched inprovide theto " +
	"the westwhere thereand similarbetween twois also theEnglish andconditions,that it wasentitled tothemselves.qua" +
	"ntity ofransparencythe same asto join thecountry andthis is theThis led toa statementcontrast tolastIndexOfthr" +
	"ough hisis designedthe term isis providedprotect theng</a></li>The currentthe site ofsubstantialexperience,in " +
	"the Westthey shouldslovenčinacomentariosuniversidadcondicionesactividadesexperienciatecnologíaproducciónpun" +
	"tuaciónaplicacióncontraseñacategoríasregistrarseprofesionaltratamientoregístratesecretaríaprincipalespro" +
	"tecciónimportantesimportanciaposibilidadinteresantecrecimientonecesidadessuscribirseasociacióndisponibleseva" +
	"luaciónestudiantesresponsableresoluciónguadalajararegistradosoportunidadcomercialesfotografíaautoridadesing" +
	"enieríatelevisióncompetenciaoperacionesestablecidosimplementeactualmentenavegaciónconformidadline-height:fo" +
	"nt-family:\" : \"http://applicationslink\" href=\"specifically//<![CDATA[\nOrganizationdistribution0px; height:rela" +
	"tionshipdevice-width<div class=\"<label for=\"registration</noscript>\n/index.html\"window.open( !important;applic" +
	"ation/independence//www.googleorganizationautocompleterequirementsconservative<form name=\"intellectualmargin-l" +
	"eft:18th centuryan importantinstitutionsabbreviation<img class=\"organisationcivilization19th centuryarchitectu" +
	"reincorporated20th century-container\">most notably/></a></div>notification'undefined')Furthermore,believe that" +
	"innerHTML = prior to thedramaticallyreferring tonegotiationsheadquartersSouth AfricaunsuccessfulPennsylvaniaAs" +
	" a result,<html lang=\"&lt;/sup&gt;dealing withphiladelphiahistorically);</script>\npadding-top:experimentalgetA" +
	"ttributeinstructionstechnologiespart of the =function(){subscriptionl.dtd\">\x0d\n<htgeographicalConstitution', fun" +
	"ction(supported byagriculturalconstructionpublicationsfont-size: 1a variety of<div style=\"Encyclopediaiframe s" +
	"rc=\"demonstratedaccomplisheduniversitiesDemographics);</script><dedicated toknowledge ofsatisfactionparticular" +
	"ly</div></div>English (US)appendChild(transmissions. However, intelligence\" tabindex=\"float:right;Commonwealth" +
	"ranging fromin which theat least onereproductionencyclopedia;font-size:1jurisdictionat that time\"><a class=\"In" +
	" addition,description+conversationcontact withis generallyr\" content=\"representing&lt;math&gt;presentationocca" +
	"sionally<img width=\"navigation\">compensationchampionshipmedia=\"all\" violation ofreference toreturn true;Strict" +
	"//EN\" transactionsinterventionverificationInformation difficultiesChampionshipcapabilities<![endif]-->}\n</scri" +
	"pt>\nChristianityfor example,Professionalrestrictionssuggest thatwas released(such as theremoveClass(unemployme" +
	"ntthe Americanstructure of/index.html published inspan class=\"\"><a href=\"/introductionbelonging toclaimed that" +
	"consequences<meta name=\"Guide to theoverwhelmingagainst the concentrated,\n.nontouch observations</a>\n</div>\nf " +
	"(document.border: 1px {font-size:1treatment of0\" height=\"1modificationIndependencedivided intogreater thanachi" +
	"evementsestablishingJavaScript\" neverthelesssignificanceBroadcasting>&nbsp;</td>container\">\nsuch as the influe" +
	"nce ofa particularsrc='http://navigation\" half of the substantial &nbsp;</div>advantage ofdiscovery offundamen" +
	"tal metropolitanthe opposite\" xml:lang=\"deliberatelyalign=centerevolution ofpreservationimprovementsbeginning " +
	"inJesus ChristPublicationsdisagreementtext-align:r, function()similaritiesbody></html>is currentlyalphabetical" +
	"is sometimestype=\"image/many of the flow:hidden;available indescribe theexistence ofall over thethe Internet\t<" +
	"ul class=\"installationneighborhoodarmed forcesreducing thecontinues toNonetheless,temperatures\n\t\t<a href=\"clos" +
	"e to theexamples of is about the(see below).\" id=\"searchprofessionalis availablethe official\t\t</script>\n\n\t\t<di" +
	"v id=\"accelerationthrough the Hall of Famedescriptionstranslationsinterference type='text/recent yearsin the w" +
	"orldvery popular{background:traditional some of the connected toexploitationemergence ofconstitutionA History " +
	"ofsignificant manufacturedexpectations><noscript><can be foundbecause the has not beenneighbouringwithout the " +
	"added to the\t<li class=\"instrumentalSoviet Unionacknowledgedwhich can bename for theattention toattempts to de" +
	"velopmentsIn fact, the<li class=\"aimplicationssuitable formuch of the colonizationpresidentialcancelBubble Inf" +
	"ormationmost of the is describedrest of the more or lessin SeptemberIntelligencesrc=\"http://px; height: availa" +
	"ble tomanufacturerhuman rightslink href=\"/availabilityproportionaloutside the astronomicalhuman beingsname of " +
	"the are found inare based onsmaller thana person whoexpansion ofarguing thatnow known asIn the earlyintermedia" +
	"tederived fromScandinavian</a></div>\x0d\nconsider thean estimatedthe National<div id=\"pagresulting incommissioned" +
	"analogous toare required/ul>\n</div>\nwas based onand became a&nbsp;&nbsp;t\" value=\"\" was capturedno more thanre" +
	"spectivelycontinue to >\x0d\n<head>\x0d\n<were createdmore generalinformation used for theindependent the Imperialcomp" +
	"onent ofto the northinclude the Constructionside of the would not befor instanceinvention ofmore complexcollec" +
	"tivelybackground: text-align: its originalinto accountthis processan extensivehowever, thethey are notrejected" +
	" thecriticism ofduring whichprobably thethis article(function(){It should bean agreementaccidentallydiffers fr" +
	"omArchitecturebetter knownarrangementsinfluence onattended theidentical tosouth of thepass throughxml\" title=\"" +
	"weight:bold;creating thedisplay:nonereplaced the<img src=\"/ihttps://www.World War IItestimonialsfound in there" +
	"quired to and that thebetween the was designedconsists of considerablypublished bythe languageConservationcons" +
	"isted ofrefer to theback to the css\" media=\"People from available onproved to besuggestions\"was known asvariet" +
	"ies oflikely to becomprised ofsupport the hands of thecoupled withconnect and border:none;performancesbefore b" +
	"einglater becamecalculationsoften calledresidents ofmeaning that><li class=\"evidence forexplanationsenvironmen" +
	"ts\"></a></div>which allowsIntroductiondeveloped bya wide rangeon behalf ofvalign=\"top\"principle ofat the time," +
	"</noscript>\x0dsaid to havein the firstwhile othershypotheticalphilosopherspower of thecontained inperformed byin" +
	"ability towere writtenspan style=\"input name=\"the questionintended forrejection ofimplies thatinvented thethe " +
	"standardwas probablylink betweenprofessor ofinteractionschanging theIndian Ocean class=\"lastworking with'http:" +
	"//www.years beforeThis was therecreationalentering themeasurementsan extremelyvalue of thestart of the\n</scrip" +
	"t>\n\nan effort toincrease theto the southspacing=\"0\">sufficientlythe Europeanconverted toclearTimeoutdid not ha" +
	"veconsequentlyfor the nextextension ofeconomic andalthough theare producedand with theinsufficientgiven by the" +
	"stating thatexpenditures</span></a>\nthought thaton the basiscellpadding=image of thereturning toinformation,se" +
	"parated byassassinateds\" content=\"authority ofnorthwestern</div>\n<div \"></div>\x0d\n  consultationcommunity ofthe " +
	"nationalit should beparticipants align=\"leftthe greatestselection ofsupernaturaldependent onis mentionedallowi" +
	"ng thewas inventedaccompanyinghis personalavailable atstudy of theon the otherexecution ofHuman Rightsterms of" +
	" theassociationsresearch andsucceeded bydefeated theand from thebut they arecommander ofstate of theyears of a" +
	"gethe study of<ul class=\"splace in thewhere he was<li class=\"fthere are nowhich becamehe publishedexpressed in" +
	"to which thecommissionerfont-weight:territory ofextensions\">Roman Empireequal to theIn contrast,however, andis" +
	" typicallyand his wife(also called><ul class=\"effectively evolved intoseem to havewhich is thethere was noan e" +
	"xcellentall of thesedescribed byIn practice,broadcastingcharged withreflected insubjected tomilitary andto the" +
	" pointeconomicallysetTargetingare actuallyvictory over();</script>continuouslyrequired forevolutionaryan effec" +
	"tivenorth of the, which was front of theor otherwisesome form ofhad not beengenerated byinformation.permitted " +
	"toincludes thedevelopment,entered intothe previousconsistentlyare known asthe field ofthis type ofgiven to the" +
	"the title ofcontains theinstances ofin the northdue to theirare designedcorporationswas that theone of thesemo" +
	"re popularsucceeded insupport fromin differentdominated bydesigned forownership ofand possiblystandardizedresp" +
	"onseTextwas intendedreceived theassumed thatareas of theprimarily inthe basis ofin the senseaccounts fordestro" +
	"yed byat least twowas declaredcould not beSecretary ofappear to bemargin-top:1/^\\s+|\\s+$/ge){throw e};the star" +
	"t oftwo separatelanguage andwho had beenoperation ofdeath of thereal numbers\t<link rel=\"provided thethe story " +
	"ofcompetitionsenglish (UK)english (US)МонголСрпскисрпскисрпскоلعربية正體中文" +
	"简体中文繁体中文有限公司人民政府阿里巴巴社会主义操作系统政策法规informaciónhe" +
	"rramientaselectrónicodescripciónclasificadosconocimientopublicaciónrelacionadasinformáticarelacionadosdepa" +
	"rtamentotrabajadoresdirectamenteayuntamientomercadoLibrecontáctenoshabitacionescumplimientorestaurantesdispos" +
	"iciónconsecuenciaelectrónicaaplicacionesdesconectadoinstalaciónrealizaciónutilizaciónenciclopediaenfermed" +
	"adesinstrumentosexperienciasinstituciónparticularessubcategoriaтолькоРоссииработыбольш" +
	"епростоможетедругихслучаесейчасвсегдаРоссияМоскведругие" +
	"городавопросданныхдолжныименноМосквырублейМосквастранын" +
	"ичегоработедолженуслугитеперьОднакопотомуработуапреляво" +
	"общеодногосвоегостатьидругойфорумехорошопротивссылкакаж" +
	"дыйвластигруппывместеработасказалпервыйделатьденьгипери" +
	"одбизнесосновемоменткупитьдолжнарамкахначалоРаботаТольк" +
	"осовсемвторойначаласписокслужбысистемпечатиновогопомощи" +
	"сайтовпочемупомощьдолжноссылкибыстроданныемногиепроектС" +
	"ейчасмоделитакогоонлайнгородеверсиястранефильмыуровняра" +
	"зныхискатьнеделюянваряменьшемногихданнойзначитнельзяфор" +
	"умаТеперьмесяцазащитыЛучшиеनहींकरनेअपनेकियाकर" +
	"ेंअन्यक्यागाइडबारेकिसीदियापहलेसिंहभा" +
	"रतअपनीवालेसेवाकरतेमेरेहोनेसकतेबहुतसा" +
	"इटहोगाजानेमिनटकरताकरनाउनकेयहाँसबसेभा" +
	"षाआपकेलियेशुरूइसकेघंटेमेरीसकतामेराले" +
	"करअधिकअपनासमाजमुझेकारणहोताकड़ीयहांहो" +
	"टलशब्दलियाजीवनजाताकैसेआपकावालीदेनेपू" +
	"रीपानीउसकेहोगीबैठकआपकीवर्षगांवआपकोजि" +
	"लाजानासहमतहमेंउनकीयाहूदर्जसूचीपसंदसव" +
	"ालहोनाहोतीजैसेवापसजनतानेताजारीघायलजि" +
	"लेनीचेजांचपत्रगूगलजातेबाहरआपनेवाहनइस" +
	"कासुबहरहनेइससेसहितबड़ेघटनातलाशपांचश्" +
	"रीबड़ीहोतेसाईटशायदसकतीजातीवालाहजारपट" +
	"नारखनेसड़कमिलाउसकीकेवललगताखानाअर्थजह" +
	"ांदेखापहलीनियमबिनाबैंककहींकहनादेताहम" +
	"लेकाफीजबकितुरतमांगवहींरोज़मिलीआरोपसे" +
	"नायादवलेनेखाताकरीबउनकाजवाबपूराबड़ासौ" +
	"दाशेयरकियेकहांअकसरबनाएवहांस्थलमिलेले" +
	"खकविषयक्रंसमूहथानाتستطيعمشاركةبواسطةالصفحةمواض" +
	"يعالخاصةالمزيدالعامةالكاتبالردودبرنامجالدولةالعالمالموق" +
	"عالعربيالسريعالجوالالذهابالحياةالحقوقالكريمالعراقمحفوظة" +
	"الثانيمشاهدةالمرأةالقرآنالشبابالحوارالجديدالأسرةالعلومم" +
	"جموعةالرحمنالنقاطفلسطينالكويتالدنيابركاتهالرياضتحياتيبت" +
	"وقيتالأولىالبريدالكلامالرابطالشخصيسياراتالثالثالصلاةالح" +
	"ديثالزوارالخليجالجميعالعامهالجمالالساعةمشاهدهالرئيسالدخ" +
	"ولالفنيةالكتابالدوريالدروساستغرقتصاميمالبناتالعظيمentertainm" +
	"entunderstanding = function().jpg\" width=\"configuration.png\" width=\"<body class=\"Math.random()contemporary Uni" +
	"ted Statescircumstances.appendChild(organizations<span class=\"\"><img src=\"/distinguishedthousands of communica" +
	"tionclear\"></div>investigationfavicon.ico\" margin-right:based on the Massachusettstable border=internationalal" +
	"so known aspronunciationbackground:#fpadding-left:For example, miscellaneous&lt;/math&gt;psychologicalin parti" +
	"cularearch\" type=\"form method=\"as opposed toSupreme Courtoccasionally Additionally,North Americapx;backgroundo" +
	"pportunitiesEntertainment.toLowerCase(manufacturingprofessional combined withFor instance,consisting of\" maxle" +
	"ngth=\"return false;consciousnessMediterraneanextraordinaryassassinationsubsequently button type=\"the number of" +
	"the original comprehensiverefers to the</ul>\n</div>\nphilosophicallocation.hrefwas publishedSan Francisco(funct" +
	"ion(){\n<div id=\"mainsophisticatedmathematical /head>\x0d\n<bodysuggests thatdocumentationconcentrationrelationship" +
	"smay have been(for example,This article in some casesparts of the definition ofGreat Britain cellpadding=equiv" +
	"alent toplaceholder=\"; font-size: justificationbelieved thatsuffered fromattempted to leader of thecript\" src=" +
	"\"/(function() {are available\n\t<link rel=\" src='http://interested inconventional \" alt=\"\" /></are generallyhas " +
	"also beenmost popular correspondingcredited withtyle=\"border:</a></span></.gif\" width=\"<iframe src=\"table clas" +
	"s=\"inline-block;according to together withapproximatelyparliamentarymore and moredisplay:none;traditionallypre" +
	"dominantly&nbsp;|&nbsp;&nbsp;</span> cellspacing=<input name=\"or\" content=\"controversialproperty=\"og:/x-shockw" +
	"ave-demonstrationsurrounded byNevertheless,was the firstconsiderable Although the collaborationshould not bepr" +
	"oportion of<span style=\"known as the shortly afterfor instance,described as /head>\n<body starting withincreasi" +
	"ngly the fact thatdiscussion ofmiddle of thean individualdifficult to point of viewhomosexualityacceptance of<" +
	"/span></div>manufacturersorigin of thecommonly usedimportance ofdenominationsbackground: #length of thedetermi" +
	"nationa significant\" border=\"0\">revolutionaryprinciples ofis consideredwas developedIndo-Europeanvulnerable to" +
	"proponents ofare sometimescloser to theNew York City name=\"searchattributed tocourse of themathematicianby the" +
	" end ofat the end of\" border=\"0\" technological.removeClass(branch of theevidence that![endif]-->\x0d\nInstitute of" +
	" into a singlerespectively.and thereforeproperties ofis located insome of whichThere is alsocontinued to appea" +
	"rance of &amp;ndash; describes theconsiderationauthor of theindependentlyequipped withdoes not have</a><a href" +
	"=\"confused with<link href=\"/at the age ofappear in theThese includeregardless ofcould be used style=&quot;seve" +
	"ral timesrepresent thebody>\n</html>thought to bepopulation ofpossibilitiespercentage ofaccess to thean attempt" +
	" toproduction ofjquery/jquerytwo differentbelong to theestablishmentreplacing thedescription\" determine theava" +
	"ilable forAccording to wide range of\t<div class=\"more commonlyorganisationsfunctionalitywas completed &amp;mda" +
	"sh; participationthe characteran additionalappears to befact that thean example ofsignificantlyonmouseover=\"be" +
	"cause they async = true;problems withseems to havethe result of src=\"http://familiar withpossession offunction" +
	" () {took place inand sometimessubstantially<span></span>is often usedin an attemptgreat deal ofEnvironmentals" +
	"uccessfully virtually all20th century,professionalsnecessary to determined bycompatibilitybecause it isDiction" +
	"ary ofmodificationsThe followingmay refer to:Consequently,Internationalalthough somethat would beworld's first" +
	"classified asbottom of the(particularlyalign=\"left\" most commonlybasis for thefoundation ofcontributionspopula" +
	"rity ofcenter of theto reduce thejurisdictionsapproximation onmouseout=\"New Testamentcollection of</span></a><" +
	"/in the Unitedfilm director-strict.dtd\">has been usedreturn to thealthough thischange in theseveral otherbut t" +
	"here areunprecedentedis similar toespecially inweight: bold;is called thecomputationalindicate thatrestricted " +
	"to\t<meta name=\"are typicallyconflict withHowever, the An example ofcompared withquantities ofrather than acons" +
	"tellationnecessary forreported thatspecificationpolitical and&nbsp;&nbsp;<references tothe same yearGovernment" +
	" ofgeneration ofhave not beenseveral yearscommitment to\t\t<ul class=\"visualization19th century,practitionerstha" +
	"t he wouldand continuedoccupation ofis defined ascentre of thethe amount of><div style=\"equivalent ofdifferent" +
	"iatebrought aboutmargin-left: automaticallythought of asSome of these\n<div class=\"input class=\"replaced withis" +
	" one of theeducation andinfluenced byreputation as\n<meta name=\"accommodation</div>\n</div>large part ofInstitut" +
	"e forthe so-called against the In this case,was appointedclaimed to beHowever, thisDepartment ofthe remaininge" +
	"ffect on theparticularly deal with the\n<div style=\"almost alwaysare currentlyexpression ofphilosophy offor mor" +
	"e thancivilizationson the islandselectedIndexcan result in\" value=\"\" />the structure /></a></div>Many of these" +
	"caused by theof the Unitedspan class=\"mcan be tracedis related tobecame one ofis frequentlyliving in thetheore" +
	"ticallyFollowing theRevolutionarygovernment inis determinedthe politicalintroduced insufficient todescription\"" +
	">short storiesseparation ofas to whetherknown for itswas initiallydisplay:blockis an examplethe principalconsi" +
	"sts of arecognized as/body></html>a substantialreconstructedhead of stateresistance toundergraduateThere are t" +
	"wogravitationalare describedintentionallyserved as theclass=\"headeropposition tofundamentallydominated theand " +
	"the otheralliance withwas forced torespectively,and politicalin support ofpeople in the20th century.and publis" +
	"hedloadChartbeatto understandmember statesenvironmentalfirst half ofcountries andarchitecturalbe consideredcha" +
	"racterizedclearIntervalauthoritativeFederation ofwas succeededand there area consequencethe Presidentalso incl" +
	"udedfree softwaresuccession ofdeveloped thewas destroyedaway from the;\n</script>\n<although theyfollowed by amo" +
	"re powerfulresulted in aUniversity ofHowever, manythe presidentHowever, someis thought tountil the endwas anno" +
	"uncedare importantalso includes><input type=the center of DO NOT ALTERused to referthemes/?sort=that had beent" +
	"he basis forhas developedin the summercomparativelydescribed thesuch as thosethe resultingis impossiblevarious" +
	" otherSouth Africanhave the sameeffectivenessin which case; text-align:structure and; background:regarding the" +
	"supported theis also knownstyle=\"marginincluding thebahasa Melayunorsk bokmålnorsk nynorskslovenščinaintern" +
	"acionalcalificacióncomunicaciónconstrucción\"><div class=\"disambiguationDomainName', 'administrationsimultan" +
	"eouslytransportationInternational margin-bottom:responsibility<![endif]-->\n</><meta name=\"implementationinfras" +
	"tructurerepresentationborder-bottom:</head>\n<body>=http%3A%2F%2F<form method=\"method=\"post\" /favicon.ico\" });\n" +
	"</script>\n.setAttribute(Administration= new Array();<![endif]-->\x0d\ndisplay:block;Unfortunately,\">&nbsp;</div>/f" +
	"avicon.ico\">='stylesheet' identification, for example,<li><a href=\"/an alternativeas a result ofpt\"></script>\n" +
	"type=\"submit\" \n(function() {recommendationform action=\"/transformationreconstruction.style.display According t" +
	"o hidden\" name=\"along with thedocument.body.approximately Communicationspost\" action=\"meaning &quot;--<![endif" +
	"]-->Prime Ministercharacteristic</a> <a class=the history of onmouseover=\"the governmenthref=\"https://was orig" +
	"inallywas introducedclassificationrepresentativeare considered<![endif]-->\n\ndepends on theUniversity of in con" +
	"trast to placeholder=\"in the case ofinternational constitutionalstyle=\"border-: function() {Because of the-str" +
	"ict.dtd\">\n<table class=\"accompanied byaccount of the<script src=\"/nature of the the people in in addition tos)" +
	"; js.id = id\" width=\"100%\"regarding the Roman Catholican independentfollowing the .gif\" width=\"1the following " +
	"discriminationarchaeologicalprime minister.js\"></script>combination of marginwidth=\"createElement(w.attachEven" +
	"t(</a></td></tr>src=\"https://aIn particular, align=\"left\" Czech RepublicUnited Kingdomcorrespondenceconcluded " +
	"that.html\" title=\"(function () {comes from theapplication of<span class=\"sbelieved to beement('script'</a>\n</l" +
	"i>\n<livery different><span class=\"option value=\"(also known as\t<li><a href=\"><input name=\"separated fromreferr" +
	"ed to as valign=\"top\">founder of theattempting to carbon dioxide\n\n<div class=\"class=\"search-/body>\n</html>oppo" +
	"rtunity tocommunications</head>\x0d\n<body style=\"width:Tiếng Việtchanges in theborder-color:#0\" border=\"0\" </" +
	"span></div><was discovered\" type=\"text\" );\n</script>\n\nDepartment of ecclesiasticalthere has beenresulting from" +
	"</body></html>has never beenthe first timein response toautomatically </div>\n\n<div iwas consideredpercent of t" +
	"he\" /></a></div>collection of descended fromsection of theaccept-charsetto be confusedmember of the padding-ri" +
	"ght:translation ofinterpretation href='http://whether or notThere are alsothere are manya small numberother pa" +
	"rts ofimpossible to  class=\"buttonlocated in the. However, theand eventuallyAt the end of because of itsrepres" +
	"ents the<form action=\" method=\"post\"it is possiblemore likely toan increase inhave also beencorresponds toanno" +
	"unced thatalign=\"right\">many countriesfor many yearsearliest knownbecause it waspt\"></script>\x0d valign=\"top\" in" +
	"habitants offollowing year\x0d\n<div class=\"million peoplecontroversial concerning theargue that thegovernment and" +
	"a reference totransferred todescribing the style=\"color:although therebest known forsubmit\" name=\"multiplicati" +
	"onmore than one recognition ofCouncil of theedition of the  <meta name=\"Entertainment away from the ;margin-ri" +
	"ght:at the time ofinvestigationsconnected withand many otheralthough it isbeginning with <span class=\"descenda" +
	"nts of<span class=\"i align=\"right\"</head>\n<body aspects of thehas since beenEuropean Unionreminiscent ofmore d" +
	"ifficultVice Presidentcomposition ofpassed throughmore importantfont-size:11pxexplanation ofthe concept ofwrit" +
	"ten in the\t<span class=\"is one of the resemblance toon the groundswhich containsincluding the defined by thepu" +
	"blication ofmeans that theoutside of thesupport of the<input class=\"<span class=\"t(Math.random()most prominent" +
	"description ofConstantinoplewere published<div class=\"seappears in the1\" height=\"1\" most importantwhich includ" +
	"eswhich had beendestruction ofthe population\n\t<div class=\"possibility ofsometimes usedappear to havesuccess of" +
	" theintended to bepresent in thestyle=\"clear:b\x0d\n</script>\x0d\n<was founded ininterview with_id\" content=\"capital " +
	"of the\x0d\n<link rel=\"srelease of thepoint out thatxMLHttpRequestand subsequentsecond largestvery importantspecif" +
	"icationssurface of theapplied to theforeign policy_setDomainNameestablished inis believed toIn addition tomean" +
	"ing of theis named afterto protect theis representedDeclaration ofmore efficientClassificationother forms ofhe" +
	" returned to<span class=\"cperformance of(function() {\x0dif and only ifregions of theleading to therelations with" +
	"United Nationsstyle=\"height:other than theype\" content=\"Association of\n</head>\n<bodylocated on theis referred " +
	"to(including theconcentrationsthe individualamong the mostthan any other/>\n<link rel=\" return false;the purpos" +
	"e ofthe ability to;color:#fff}\n.\n<span class=\"the subject ofdefinitions of>\x0d\n<link rel=\"claim that thehave dev" +
	"eloped<table width=\"celebration ofFollowing the to distinguish<span class=\"btakes place inunder the namenoted " +
	"that the><![endif]-->\nstyle=\"margin-instead of theintroduced thethe process ofincreasing thedifferences inesti" +
	"mated thatespecially the/div><div id=\"was eventuallythroughout histhe differencesomething thatspan></span></si" +
	"gnificantly ></script>\x0d\n\x0d\nenvironmental to prevent thehave been usedespecially forunderstand theis essentially" +
	"were the firstis the largesthave been made\" src=\"http://interpreted assecond half ofcrolling=\"no\" is composed " +
	"ofII, Holy Romanis expected tohave their owndefined as thetraditionally have differentare often usedto ensure " +
	"thatagreement withcontaining theare frequentlyinformation onexample is theresulting in a</a></li></ul> class=\"" +
	"footerand especiallytype=\"button\" </span></span>which included>\n<meta name=\"considered thecarried out byHoweve" +
	"r, it isbecame part ofin relation topopular in thethe capital ofwas officiallywhich has beenthe History ofalte" +
	"rnative todifferent fromto support thesuggested thatin the process  <div class=\"the foundationbecause of hisco" +
	"ncerned withthe universityopposed to thethe context of<span class=\"ptext\" name=\"q\"\t\t<div class=\"the scientific" +
	"represented bymathematicianselected by thethat have been><div class=\"cdiv id=\"headerin particular,converted in" +
	"to);\n</script>\n<philosophical srpskohrvatskitiếng ViệtРусскийрусскийinvestigaciónparticipac" +
	"iónкоторыеобластикоторыйчеловексистемыНовостикоторыхобла" +
	"стьвременикотораясегодняскачатьновостиУкраинывопросыкот" +
	"оройсделатьпомощьюсредствобразомстороныучастиетечениеГл" +
	"авнаяисториисистемарешенияСкачатьпоэтомуследуетсказатьт" +
	"оваровконечнорешениекотороеоргановкоторомРекламаالمنتدى" +
	"منتدياتالموضوعالبرامجالمواقعالرسائلمشاركاتالأعضاءالرياض" +
	"ةالتصميمالاعضاءالنتائجالألعابالتسجيلالأقسامالضغطاتالفيد" +
	"يوالترحيبالجديدةالتعليمالأخبارالافلامالأفلامالتاريخالتق" +
	"نيةالالعابالخواطرالمجتمعالديكورالسياحةعبداللهالتربيةالر" +
	"وابطالأدبيةالاخبارالمتحدةالاغانيcursor:pointer;</title>\n<meta \" href=\"http://\"" +
	"><span class=\"members of the window.locationvertical-align:/a> | <a href=\"<!doctype html>media=\"screen\" <optio" +
	"n value=\"favicon.ico\" />\n\t\t<div class=\"characteristics\" method=\"get\" /body>\n</html>\nshortcut icon\" document.wr" +
	"ite(padding-bottom:representativessubmit\" value=\"align=\"center\" throughout the science fiction\n  <div class=\"s" +
	"ubmit\" class=\"one of the most valign=\"top\"><was established);\x0d\n</script>\x0d\nreturn false;\">).style.displaybecaus" +
	"e of the document.cookie<form action=\"/}body{margin:0;Encyclopedia ofversion of the .createElement(name\" conte" +
	"nt=\"</div>\n</div>\n\nadministrative </body>\n</html>history of the \"><input type=\"portion of the as part of the &" +
	"nbsp;<a href=\"other countries\">\n<div class=\"</span></span><In other words,display: block;control of the introd" +
	"uction of/>\n<meta name=\"as well as the in recent years\x0d\n\t<div class=\"</div>\n\t</div>\ninspired by thethe end of " +
	"the compatible withbecame known as style=\"margin:.js\"></script>< International there have beenGerman language " +
	"style=\"color:#Communist Partyconsistent withborder=\"0\" cell marginheight=\"the majority of\" align=\"centerrelate" +
	"d to the many different Orthodox Churchsimilar to the />\n<link rel=\"swas one of the until his death})();\n</scr" +
	"ipt>other languagescompared to theportions of thethe Netherlandsthe most commonbackground:url(argued that thes" +
	"crolling=\"no\" included in theNorth American the name of theinterpretationsthe traditionaldevelopment of freque" +
	"ntly useda collection ofvery similar tosurrounding theexample of thisalign=\"center\">would have beenimage_capti" +
	"on =attached to thesuggesting thatin the form of involved in theis derived fromnamed after theIntroduction tor" +
	"estrictions on style=\"width: can be used to the creation ofmost important information andresulted in thecollap" +
	"se of theThis means thatelements of thewas replaced byanalysis of theinspiration forregarded as themost succes" +
	"sfulknown as &quot;a comprehensiveHistory of the were consideredreturned to theare referred toUnsourced image>" +
	"\n\t<div class=\"consists of thestopPropagationinterest in theavailability ofappears to haveelectromagneticenable" +
	"Services(function of theIt is important</script></div>function(){var relative to theas a result of the positio" +
	"n ofFor example, in method=\"post\" was followed by&amp;mdash; thethe applicationjs\"></script>\x0d\nul></div></div>a" +
	"fter the deathwith respect tostyle=\"padding:is particularlydisplay:inline; type=\"submit\" is divided into中文" +
	" (简体)responsabilidadadministracióninternacionalescorrespondienteउपयोगपूर्वहमा" +
	"रेलोगोंचुनावलेकिनसरकारपुलिसखोजेंचाहि" +
	"एभेजेंशामिलहमारीजागरणबनानेकुमारब्लॉग" +
	"मालिकमहिलापृष्ठबढ़तेभाजपाक्लिकट्रेनख" +
	"िलाफदौरानमामलेमतदानबाजारविकासक्योंचा" +
	"हतेपहुँचबतायासंवाददेखनेपिछलेविशेषराज" +
	"्यउत्तरमुंबईदोनोंउपकरणपढ़ेंस्थितफिल्" +
	"ममुख्यअच्छाछूटतीसंगीतजाएगाविभागघण्टे" +
	"दूसरेदिनोंहत्यासेक्सगांधीविश्वरातेंद" +
	"ैट्सनक्शासामनेअदालतबिजलीपुरूषहिंदीमि" +
	"त्रकवितारुपयेस्थानकरोड़मुक्तयोजनाकृप" +
	"यापोस्टघरेलूकार्यविचारसूचनामूल्यदेखे" +
	"ंहमेशास्कूलमैंनेतैयारजिसकेrss+xml\" title=\"-type\" content=\"" +
	"title\" content=\"at the same time.js\"></script>\n<\" method=\"post\" </span></a></li>vertical-align:t/jquery.min.js" +
	"\">.click(function( style=\"padding-})();\n</script>\n</span><a href=\"<a href=\"http://); return false;text-decorat" +
	"ion: scrolling=\"no\" border-collapse:associated with Bahasa IndonesiaEnglish language<text xml:space=.gif\" bord" +
	"er=\"0\"</body>\n</html>\noverflow:hidden;img src=\"http://addEventListenerresponsible for s.js\"></script>\n/favicon" +
	".ico\" />operating system\" style=\"width:1target=\"_blank\">State Universitytext-align:left;\ndocument.write(, incl" +
	"uding the around the world);\x0d\n</script>\x0d\n<\" style=\"height:;overflow:hiddenmore informationan internationala me" +
	"mber of the one of the firstcan be found in </div>\n\t\t</div>\ndisplay: none;\">\" />\n<link rel=\"\n  (function() {th" +
	"e 15th century.preventDefault(large number of Byzantine Empire.jpg|thumb|left|vast majority ofmajority of the " +
	" align=\"center\">University Pressdominated by theSecond World Wardistribution of style=\"position:the rest of th" +
	"e characterized by rel=\"nofollow\">derives from therather than the a combination ofstyle=\"width:100English-spea" +
	"kingcomputer scienceborder=\"0\" alt=\"the existence ofDemocratic Party\" style=\"margin-For this reason,.js\"></scr" +
	"ipt>\n\tsByTagName(s)[0]js\"></script>\x0d\n<.js\"></script>\x0d\nlink rel=\"icon\" ' alt='' class='formation of theversions" +
	" of the </a></div></div>/page>\n  <page>\n<div class=\"contbecame the firstbahasa Indonesiaenglish (simple)Ελλ" +
	"ηνικάхрватскикомпанииявляетсяДобавитьчеловекаразвитияИн" +
	"тернетОтветитьнапримеринтернеткоторогостраницыкачествеу" +
	"словияхпроблемыполучитьявляютсянаиболеекомпаниявнимание" +
	"средстваالمواضيعالرئيسيةالانتقالمشاركاتكالسياراتالمكتوب" +
	"ةالسعوديةاحصائياتالعالميةالصوتياتالانترنتالتصاميمالإسلا" +
	"ميالمشاركةالمرئياتrobots\" content=\"<div id=\"footer\">the United States<img src=\"http://.jpg|r" +
	"ight|thumb|.js\"></script>\x0d\n<location.protocolframeborder=\"0\" s\" />\n<meta name=\"</a></div></div><font-weight:bo" +
	"ld;&quot; and &quot;depending on the margin:0;padding:\" rel=\"nofollow\" President of the twentieth centuryevisi" +
	"on>\n  </pageInternet Explorera.async = true;\x0d\ninformation about<div id=\"header\">\" action=\"http://<a href=\"http" +
	"s://<div id=\"content\"</div>\x0d\n</div>\x0d\n<derived from the <img src='http://according to the \n</body>\n</html>\nstyl" +
	"e=\"font-size:script language=\"Arial, Helvetica,</a><span class=\"</script><script political partiestd></tr></ta" +
	"ble><href=\"http://www.interpretation ofrel=\"stylesheet\" document.write('<charset=\"utf-8\">\nbeginning of the rev" +
	"ealed that thetelevision series\" rel=\"nofollow\"> target=\"_blank\">claiming that thehttp%3A%2F%2Fwww.manifestati" +
	"ons ofPrime Minister ofinfluenced by theclass=\"clearfix\">/div>\x0d\n</div>\x0d\n\x0d\nthree-dimensionalChurch of Englandof" +
	" North Carolinasquare kilometres.addEventListenerdistinct from thecommonly known asPhonetic Alphabetdeclared t" +
	"hat thecontrolled by theBenjamin Franklinrole-playing gamethe University ofin Western Europepersonal computerP" +
	"roject Gutenbergregardless of thehas been proposedtogether with the></li><li class=\"in some countriesmin.js\"><" +
	"/script>of the populationofficial language<img src=\"images/identified by thenatural resourcesclassification of" +
	"can be consideredquantum mechanicsNevertheless, themillion years ago</body>\x0d\n</html>\x0dΕλληνικά\ntake adv" +
	"antage ofand, according toattributed to theMicrosoft Windowsthe first centuryunder the controldiv class=\"heade" +
	"rshortly after thenotable exceptiontens of thousandsseveral differentaround the world.reaching militaryisolate" +
	"d from theopposition to thethe Old TestamentAfrican Americansinserted into theseparate from themetropolitan ar" +
	"eamakes it possibleacknowledged thatarguably the mosttype=\"text/css\">\nthe InternationalAccording to the pe=\"te" +
	"xt/css\" />\ncoincide with thetwo-thirds of theDuring this time,during the periodannounced that hethe internatio" +
	"naland more recentlybelieved that theconsciousness andformerly known assurrounded by thefirst appeared inoccas" +
	"ionally usedposition:absolute;\" target=\"_blank\" position:relative;text-align:center;jax/libs/jquery/1.backgrou" +
	"nd-color:#type=\"application/anguage\" content=\"<meta http-equiv=\"Privacy Policy</a>e(\"%3Cscript src='\" target=\"" +
	"_blank\">On the other hand,.jpg|thumb|right|2</div><div class=\"<div style=\"float:nineteenth century</body>\x0d\n</h" +
	"tml>\x0d\n<img src=\"http://s;text-align:centerfont-weight: bold; According to the difference between\" frameborder=" +
	"\"0\" \" style=\"position:link href=\"http://html4/loose.dtd\">\nduring this period</td></tr></table>closely related " +
	"tofor the first time;font-weight:bold;input type=\"text\" <span style=\"font-onreadystatechange\t<div class=\"clear" +
	"document.location. For example, the a wide variety of <!DOCTYPE html>\x0d\n<&nbsp;&nbsp;&nbsp;\"><a href=\"http://st" +
	"yle=\"float:left;concerned with the=http%3A%2F%2Fwww.in popular culturetype=\"text/css\" />it is possible to Harv" +
	"ard Universitytylesheet\" href=\"/the main characterOxford University  name=\"keywords\" cstyle=\"text-align:the Un" +
	"ited Kingdomfederal government<div style=\"margin depending on the description of the<div class=\"header.min.js\"" +
	"></script>destruction of theslightly differentin accordance withtelecommunicationsindicates that theshortly th" +
	"ereafterespecially in the European countriesHowever, there aresrc=\"http://staticsuggested that the\" src=\"http:" +
	"//www.a large number of Telecommunications\" rel=\"nofollow\" tHoly Roman Emperoralmost exclusively\" border=\"0\" a" +
	"lt=\"Secretary of Stateculminating in theCIA World Factbookthe most importantanniversary of thestyle=\"backgroun" +
	"d-<li><em><a href=\"/the Atlantic Oceanstrictly speaking,shortly before thedifferent types ofthe Ottoman Empire" +
	"><img src=\"http://An Introduction toconsequence of thedeparture from theConfederate Statesindigenous peoplesPr" +
	"oceedings of theinformation on thetheories have beeninvolvement in thedivided into threeadjacent countriesis r" +
	"esponsible fordissolution of thecollaboration withwidely regarded ashis contemporariesfounding member ofDomini" +
	"can Republicgenerally acceptedthe possibility ofare also availableunder constructionrestoration of thethe gene" +
	"ral publicis almost entirelypasses through thehas been suggestedcomputer and videoGermanic languages according" +
	" to the different from theshortly afterwardshref=\"https://www.recent developmentBoard of Directors<div class=\"" +
	"search| <a href=\"http://In particular, theMultiple footnotesor other substancethousands of yearstranslation of" +
	" the</div>\x0d\n</div>\x0d\n\x0d\n<a href=\"index.phpwas established inmin.js\"></script>\nparticipate in thea strong influen" +
	"cestyle=\"margin-top:represented by thegraduated from theTraditionally, theElement(\"script\");However, since the" +
	"/div>\n</div>\n<div left; margin-left:protection against0; vertical-align:Unfortunately, thetype=\"image/x-icon/d" +
	"iv>\n<div class=\" class=\"clearfix\"><div class=\"footer\t\t</div>\n\t\t</div>\nthe motion pictureБългарскибъ" +
	"лгарскиФедерациинесколькосообщениесообщенияпрограммыОтп" +
	"равитьбесплатноматериалыпозволяетпоследниеразличныхпрод" +
	"укциипрограммаполностьюнаходитсяизбранноенаселенияизмен" +
	"ениякатегорииАлександрद्वारामैनुअलप्रदानभारत" +
	"ीयअनुदेशहिन्दीइंडियादिल्लीअधिकारवीडि" +
	"योचिट्ठेसमाचारजंक्शनदुनियाप्रयोगअनुस" +
	"ारऑनलाइनपार्टीशर्तोंलोकसभाफ़्लैशशर्त" +
	"ेंप्रदेशप्लेयरकेंद्रस्थितिउत्पादउन्ह" +
	"ेंचिट्ठायात्राज्यादापुरानेजोड़ेंअनुव" +
	"ादश्रेणीशिक्षासरकारीसंग्रहपरिणामब्रा" +
	"ंडबच्चोंउपलब्धमंत्रीसंपर्कउम्मीदमाध्" +
	"यमसहायताशब्दोंमीडियाआईपीएलमोबाइलसंख्" +
	"याआपरेशनअनुबंधबाज़ारनवीनतमप्रमुखप्रश" +
	"्नपरिवारनुकसानसमर्थनआयोजितसोमवारالمشارك" +
	"اتالمنتدياتالكمبيوترالمشاهداتعددالزوارعددالردودالإسلامي" +
	"ةالفوتوشوبالمسابقاتالمعلوماتالمسلسلاتالجرافيكسالاسلامية" +
	"الاتصالاتkeywords\" content=\"w3.org/1999/xhtml\"><a target=\"_blank\" text/html; charset=\" target=\"_blank" +
	"\"><table cellpadding=\"autocomplete=\"off\" text-align: center;to last version by background-color: #\" href=\"http" +
	"://www./div></div><div id=<a href=\"#\" class=\"\"><img src=\"http://cript\" src=\"http://\n<script language=\"//EN\" \"h" +
	"ttp://www.wencodeURIComponent(\" href=\"javascript:<div class=\"contentdocument.write('<scposition: absolute;scri" +
	"pt src=\"http:// style=\"margin-top:.min.js\"></script>\n</div>\n<div class=\"w3.org/1999/xhtml\" \n\x0d\n</body>\x0d\n</html>" +
	"distinction between/\" target=\"_blank\"><link href=\"http://encoding=\"utf-8\"?>\nw.addEventListener?action=\"http://" +
	"www.icon\" href=\"http:// style=\"background:type=\"text/css\" />\nmeta property=\"og:t<input type=\"text\"  style=\"tex" +
	"t-align:the development of tylesheet\" type=\"tehtml; charset=utf-8is considered to betable width=\"100%\" In addi" +
	"tion to the contributed to the differences betweendevelopment of the It is important to </script>\n\n<script  st" +
	"yle=\"font-size:1></span><span id=gbLibrary of Congress<img src=\"http://imEnglish translationAcademy of Science" +
	"sdiv style=\"display:construction of the.getElementById(id)in conjunction withElement('script'); <meta property" +
	"=\"og:Български\n type=\"text\" name=\">Privacy Policy</a>administered by theenableSingleRequeststyle=&quo" +
	"t;margin:</div></div></div><><img src=\"http://i style=&quot;float:referred to as the total population ofin Was" +
	"hington, D.C. style=\"background-among other things,organization of theparticipated in thethe introduction ofid" +
	"entified with thefictional character Oxford University misunderstanding ofThere are, however,stylesheet\" href=" +
	"\"/Columbia Universityexpanded to includeusually referred toindicating that thehave suggested thataffiliated wi" +
	"th thecorrelation betweennumber of different></td></tr></table>Republic of Ireland\n</script>\n<script under the" +
	" influencecontribution to theOfficial website ofheadquarters of thecentered around theimplications of thehave " +
	"been developedFederal Republic ofbecame increasinglycontinuation of theNote, however, thatsimilar to that of c" +
	"apabilities of theaccordance with theparticipants in thefurther developmentunder the directionis often conside" +
	"redhis younger brother</td></tr></table><a http-equiv=\"X-UA-physical propertiesof British Columbiahas been cri" +
	"ticized(with the exceptionquestions about thepassing through the0\" cellpadding=\"0\" thousands of peopleredirect" +
	"s here. Forhave children under%3E%3C/script%3E\"));<a href=\"http://www.<li><a href=\"http://site_name\" content=\"" +
	"text-decoration:nonestyle=\"display: none<meta http-equiv=\"X-new Date().getTime() type=\"image/x-icon\"</span><sp" +
	"an class=\"language=\"javascriptwindow.location.href<a href=\"javascript:-->\x0d\n<script type=\"t<a href='http://www." +
	"hortcut icon\" href=\"</div>\x0d\n<div class=\"<script src=\"http://\" rel=\"stylesheet\" t</div>\n<script type=/a> <a hre" +
	"f=\"http:// allowTransparency=\"X-UA-Compatible\" conrelationship between\n</script>\x0d\n<script </a></li></ul></div>" +
	"associated with the programming language</a><a href=\"http://</a></li><li class=\"form action=\"http://<div style" +
	"=\"display:type=\"text\" name=\"q\"<table width=\"100%\" background-position:\" border=\"0\" width=\"rel=\"shortcut icon\" " +
	"h6><ul><li><a href=\"  <meta http-equiv=\"css\" media=\"screen\" responsible for the \" type=\"application/\" style=\"b" +
	"ackground-html; charset=utf-8\" allowtransparency=\"stylesheet\" type=\"te\x0d\n<meta http-equiv=\"></span><span class=" +
	"\"0\" cellspacing=\"0\">;\n</script>\n<script sometimes called thedoes not necessarilyFor more informationat the beg" +
	"inning of <!DOCTYPE html><htmlparticularly in the type=\"hidden\" name=\"javascript:void(0);\"effectiveness of the" +
	" autocomplete=\"off\" generally considered><input type=\"text\" \"></script>\x0d\n<scriptthroughout the worldcommon mis" +
	"conceptionassociation with the</div>\n</div>\n<div cduring his lifetime,corresponding to thetype=\"image/x-icon\" " +
	"an increasing numberdiplomatic relationsare often consideredmeta charset=\"utf-8\" <input type=\"text\" examples i" +
	"nclude the\"><img src=\"http://iparticipation in thethe establishment of\n</div>\n<div class=\"&amp;nbsp;&amp;nbsp;" +
	"to determine whetherquite different frommarked the beginningdistance between thecontributions to theconflict b" +
	"etween thewidely considered towas one of the firstwith varying degreeshave speculated that(document.getElement" +
	"participating in theoriginally developedeta charset=\"utf-8\"> type=\"text/css\" />\ninterchangeably withmore close" +
	"ly relatedsocial and politicalthat would otherwiseperpendicular to thestyle type=\"text/csstype=\"submit\" name=\"" +
	"families residing indeveloping countriescomputer programmingeconomic developmentdetermination of thefor more i" +
	"nformationon several occasionsportuguês (Europeu)УкраїнськаукраїнськаРоссийской" +
	"материаловинформацииуправлениянеобходимоинформацияИнфор" +
	"мацияРеспубликиколичествоинформациютерриториидостаточно" +
	"المتواجدونالاشتراكاتالاقتراحاتhtml; charset=UTF-8\" setTimeout(function()display:" +
	"inline-block;<input type=\"submit\" type = 'text/javascri<img src=\"http://www.\" \"http://www.w3.org/shortcut icon" +
	"\" href=\"\" autocomplete=\"off\" </a></div><div class=</a></li>\n<li class=\"css\" type=\"text/css\" <form action=\"http" +
	"://xt/css\" href=\"http://link rel=\"alternate\" \x0d\n<script type=\"text/ onclick=\"javascript:(new Date).getTime()}he" +
	"ight=\"1\" width=\"1\" People's Republic of  <a href=\"http://www.text-decoration:underthe beginning of the </div>\n" +
	"</div>\n</div>\nestablishment of the </div></div></div></d#viewport{min-height:\n<script src=\"http://option><opti" +
	"on value=often referred to as /option>\n<option valu<!DOCTYPE html>\n<!--[International Airport>\n<a href=\"http:/" +
	"/www</a><a href=\"http://wภาษาไทยქართული正體中文 (繁體)निर्देश" +
	"डाउनलोडक्षेत्रजानकारीसंबंधितस्थापनास" +
	"्वीकारसंस्करणसामग्रीचिट्ठोंविज्ञानअम" +
	"ेरिकाविभिन्नगाडियाँक्योंकिसुरक्षापहु" +
	"ँचतीप्रबंधनटिप्पणीक्रिकेटप्रारंभप्रा" +
	"प्तमालिकोंरफ़्तारनिर्माणलिमिटेडdescription\" cont" +
	"ent=\"document.location.prot.getElementsByTagName(<!DOCTYPE html>\n<html <meta charset=\"utf-8\">:url\" content=\"ht" +
	"tp://.css\" rel=\"stylesheet\"style type=\"text/css\">type=\"text/css\" href=\"w3.org/1999/xhtml\" xmltype=\"text/javasc" +
	"ript\" method=\"get\" action=\"link rel=\"stylesheet\"  = document.getElementtype=\"image/x-icon\" />cellpadding=\"0\" c" +
	"ellsp.css\" type=\"text/css\" </a></li><li><a href=\"\" width=\"1\" height=\"1\"\"><a href=\"http://www.style=\"display:no" +
	"ne;\">alternate\" type=\"appli-//W3C//DTD XHTML 1.0 ellspacing=\"0\" cellpad type=\"hidden\" value=\"/a>&nbsp;<span ro" +
	"le=\"s\n<input type=\"hidden\" language=\"JavaScript\"  document.getElementsBg=\"0\" cellspacing=\"0\" ype=\"text/css\" me" +
	"dia=\"type='text/javascript'with the exception of ype=\"text/css\" rel=\"st height=\"1\" width=\"1\" ='+encodeURICompo" +
	"nent(<link rel=\"alternate\" \nbody, tr, input, textmeta name=\"robots\" conmethod=\"post\" action=\">\n<a href=\"http:/" +
	"/www.css\" rel=\"stylesheet\" </div></div><div classlanguage=\"javascript\">aria-hidden=\"true\">·<ript\" type=\"text/" +
	"javasl=0;})();\n(function(){background-image: url(/a></li><li><a href=\"h\t\t<li><a href=\"http://ator\" aria-hidden" +
	"=\"tru> <a href=\"http://www.language=\"javascript\" /option>\n<option value/div></div><div class=rator\" aria-hidde" +
	"n=\"tre=(new Date).getTime()português (do Brasil)организациивозможностьобразова" +
	"ниярегистрациивозможностиобязательна<!DOCTYPE html PUBLIC \"nt-Type\" conten" +
	"t=\"text/<meta http-equiv=\"Conteransitional//EN\" \"http:<html xmlns=\"http://www-//W3C//DTD XHTML 1.0 TDTD/xhtml1" +
	"-transitional//www.w3.org/TR/xhtml1/pe = 'text/javascript';<meta name=\"descriptionparentNode.insertBefore<inpu" +
	"t type=\"hidden\" najs\" type=\"text/javascri(document).ready(functiscript type=\"text/javasimage\" content=\"http://" +
	"UA-Compatible\" content=tml; charset=utf-8\" />\nlink rel=\"shortcut icon<link rel=\"stylesheet\" </script>\n<script " +
	"type== document.createElemen<a target=\"_blank\" href= document.getElementsBinput type=\"text\" name=a.type = 'tex" +
	"t/javascrinput type=\"hidden\" namehtml; charset=utf-8\" />dtd\">\n<html xmlns=\"http-//W3C//DTD HTML 4.01 TentsByTa" +
	"gName('script')input type=\"hidden\" nam<script type=\"text/javas\" style=\"display:none;\">document.getElementById(" +
	"=document.createElement(' type='text/javascript'input type=\"text\" name=\"d.getElementsByTagName(snical\" href=\"h" +
	"ttp://www.C//DTD HTML 4.01 Transit<style type=\"text/css\">\n\n<style type=\"text/css\">ional.dtd\">\n<html xmlns=http" +
	"-equiv=\"Content-Typeding=\"0\" cellspacing=\"0\"html; charset=utf-8\" />\n style=\"display:none;\"><<li><a href=\"http:" +
	"//www. type='text/javascript'>деятельностисоответствиипроизводствабезо" +
	"пасностиपुस्तिकाकांग्रेसउन्होंनेविधानसभ" +
	"ाफिक्सिंगसुरक्षितकॉपीराइटविज्ञापनकार" +
	"्रवाईसक्रियता"
